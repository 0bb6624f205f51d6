// What a person typed → {value, isExpression} or {unreadable: why}, as questions/submission.py reads it: any text gives
// one of the two. An integer is a BigInt, a shape a list of numbers, a formula its steps.

const MAX_AXES = 8;
const MAX_AXIS_DIGITS = 12;
const TRUTH = new Map();
for (const word of ["true", "t", "yes", "y", "1", "✓", "✔", "✅", "☑"]) TRUTH.set(word, true);
for (const word of ["false", "f", "no", "n", "0", "✗", "✘", "❌"]) TRUTH.set(word, false);

const TORCH_SIZE = /^(?:torch\.)?Size\((.*)\)$/su;
const LABEL = /^[([]? *([\p{L}\p{N}_]+) *[)\].:]?$/u;
const LEFT_SIDE = /^([^=+*/^¹²³⁰⁴-⁹-]{1,40})=/u;
const THREE_DECIMALS = /(?:^|[^0-9.])([1-9][0-9]{0,2})\.([0-9]{3})(?![0-9.])/;
const THREE_ZEROS = /(?:^|[^0-9.])([1-9][0-9]{0,2})\.000(?![0-9.]|[eE][+-]?[0-9]| ?[kKmM])/;

const unreadable = (reason) => ({ unreadable: reason });

/** Read typed text as an answer of this kind. */
function readSubmission(kind, text, symbols, choices) {
  const longest = Math.max(MAX_TYPED, ...choices.map((choice) => 2 * Array.from(choice).length));
  if (longerThan(text, longest)) {
    return unreadable(`That is longer than the ${longest} characters an answer may have.`);
  }
  if (countLines(text) > 1) return unreadable("An answer is one line; these are several.");
  const plain = stripped(oneSpelling(text), " ");
  if (!plain) return unreadable(expected(kind, symbols, choices));
  if (kind === "shape") return readShape(plain);
  if (kind === "choice") return readChoice(plain, choices);
  if (kind === "truth") return readTruth(plain);
  try {
    return kind === "formula" ? readFormula(plain, symbols) : readInteger(plain);
  } catch (error) {
    if (error instanceof ExpressionError) return unreadable(error.message);
    throw error;
  }
}

function expected(kind, symbols, choices) {
  if (kind === "integer") return "Type a whole number or the arithmetic that gives it, such as 10*27+10.";
  if (kind === "shape") return "Type a shape, such as (10, 3, 3, 3) or 10x3x3x3.";
  if (kind === "choice") return `Type a letter from a to ${lastLetter(choices)}.`;
  if (kind === "truth") return "Type true or false, or t or f.";
  return symbols.length ? `Type a formula in ${symbols.join(", ")}.` : "Type a formula.";
}

function readInteger(plain) {
  const steps = parseExpression(plain, []);
  const value = evaluate(steps, new Map());
  if (value.d !== 1n) {
    const found = THREE_DECIMALS.exec(plain);
    if (found) {
      const [, thousand, rest] = found;
      return unreadable(
        `${thousand}.${rest} is read with a decimal point: for thousands write ${thousand}${rest} or ${thousand},${rest}.`,
      );
    }
    return unreadable(`${echo(plain)} is ${inDecimals(value)}, not a whole number.`);
  }
  const found = THREE_ZEROS.exec(plain);
  if (found) {
    return unreadable(`${found[1]}.000 could mean ${found[1]} or ${found[1]},000: write it without the point.`);
  }
  return { value: value.n, isExpression: countOperators(steps) > 0 };
}

function inDecimals(value) {
  const scaled = magnitude(value.n) * 100n;
  const hundredths = scaled / value.d;
  if (hundredths >= 10n ** 14n) return "a fraction";
  const cents = String(hundredths % 100n).padStart(2, "0");
  const digits = `${value.n < 0n ? "-" : ""}${hundredths / 100n}.${cents}`;
  return scaled % value.d ? `${digits}…` : strippedRight(digits, "0");
}

function readFormula(plain, symbols) {
  const steps = parseExpression(rightSide(plain), symbols);
  if (!steps.some((step) => step.name !== undefined)) {
    return unreadable(`The question wants a formula in its letters: ${symbols.join(", ")}.`);
  }
  return { value: steps, isExpression: countOperators(steps) > 0 };
}

/** The formula without a name before an equals sign, such as `P =` or `f(M, K, D) =`. */
function rightSide(plain) {
  const left = LEFT_SIDE.exec(plain);
  if (!left || !LETTER.test(left[1]) || left[0].length === plain.length) return plain;
  return plain.slice(left[0].length);
}

function readShape(plain) {
  const size = TORCH_SIZE.exec(plain);
  let body = size ? stripped(size[1], " ") : plain;
  if (body && ("([".includes(body[0]) || ")]".includes(body[body.length - 1]))) {
    if (body.length < 2 || CLOSING[body[0]] !== body[body.length - 1]) {
      return unreadable("The brackets of a shape come in pairs, as in (10, 3, 3, 3).");
    }
    body = stripped(body.slice(1, -1), " ");
  }
  const entries = entriesOf(body);
  if (!entries.some((entry) => entry)) return unreadable(expected("shape", [], []));
  if (entries.length > MAX_AXES) return unreadable(`A shape has at most ${MAX_AXES} axes here.`);
  for (const entry of entries) {
    const complaint = axisComplaint(entry);
    if (complaint) return unreadable(complaint);
  }
  return { value: entries.map(Number), isExpression: false };
}

function entriesOf(body) {
  const trimmed = (entries) => entries.map((entry) => stripped(entry, " "));
  if (body.includes(",")) return trimmed((body.endsWith(",") ? body.slice(0, -1) : body).split(","));
  return /[xX*]/.test(body) ? trimmed(body.split(/[xX*]/)) : wordsOf(body);
}

function axisComplaint(entry) {
  if (!entry) return "A number of the shape is missing: type it like (10, 3, 3, 3).";
  if (!/^[0-9]+$/.test(entry)) {
    return `${echo(entry)} is not an axis: type whole numbers with one kind of separator, such as (10, 3, 3, 3).`;
  }
  if (entry.length > 1 && entry[0] === "0") {
    return `${echo(entry)} begins with a zero: commas separate the axes here, so write 1000 for a thousand.`;
  }
  return entry.length > MAX_AXIS_DIGITS ? `${echo(entry)} is larger than any axis here.` : "";
}

function readChoice(plain, choices) {
  const letters = lettersOf(choices);
  const label = LABEL.exec(plain);
  const name = label ? folded(label[1]) : "";
  if (name.length === 1 && letters.includes(name)) return { value: name, isExpression: false };
  const typed = comparable(plain);
  const meant = letters.filter(
    (letter, place) => comparable(choices[place]) === typed || name === String(place + 1),
  );
  if (meant.length === 1) return { value: meant[0], isExpression: false };
  if (meant.length) return unreadable(`${echo(plain)} could mean ${meant.join(" or ")}: type the letter.`);
  return unreadable(`${echo(plain)} is not among the choices: type a letter from a to ${lastLetter(choices)}.`);
}

const lettersOf = (choices) => Array.from("abcdefghijklmnopqrstuvwxyz".slice(0, choices.length));
const lastLetter = (choices) => lettersOf(choices).pop() || "a";

/** Text as choices are compared: without case, blanks, or a difference between x and ×. */
const comparable = (text) => wordsOf(folded(oneSpelling(text))).join("").replace(/\*/g, "x");

function readTruth(plain) {
  const value = TRUTH.get(folded(strippedRight(plain, " .!")));
  if (value === undefined) return unreadable(`${echo(plain)} is neither true nor false: type t or f.`);
  return { value, isExpression: false };
}
