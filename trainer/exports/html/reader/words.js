// From text to tokens, as questions/expressions/tokenizer.py and vocabulary.py do: the question's symbols, floor and
// ceil, x for times, and k or M behind a number.

const MAX_WORD = 300;

const token = (kind, text, more = {}) => ({ kind, text, operator: "*", ...more });

const SIGNS = new Map(["+", "-", "*", "/", "//", "**"].map((sign) => [sign, token("operator", sign, { operator: sign })]));
SIGNS.set("^", token("operator", "^", { operator: "**" }));
for (const bracket of "([{⌊⌈") SIGNS.set(bracket, token("open", bracket));
for (const bracket of ")]}⌋⌉") SIGNS.set(bracket, token("close", bracket));

const OWN_WORDS = [
  token("function", "floor", { operator: "floor" }),
  token("function", "ceil", { operator: "ceil" }),
  token("function", "ceiling", { operator: "ceil" }),
  token("operator", "x"),
  token("operator", "X"),
];

const BLANKS = / +/y;
const SIGN = /\*\*|\/\/|[-+*/^()[\]{}⌊⌋⌈⌉]/y;
const SUPERSCRIPT = /[⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+/y;
const WORD =
  /(math\.(?=floor|ceil))?((?![\p{Nd}¹²³⁰⁴-⁹])[\p{L}\p{N}_](?:(?![¹²³⁰⁴-⁹])[\p{L}\p{N}_])*)/uy;
const POWER_OF_TEN = /[eE]([+-]?[0-9]+)/y;
const THOUSANDS = /( ?)([kKmM])(?![\p{L}\p{N}_])/uy;

/** The match of a sticky expression at a place. */
function matchAt(expression, text, place) {
  expression.lastIndex = place;
  return expression.exec(text);
}

/** The words allowed in one question, and how a run of letters is made of them. */
class Vocabulary {
  constructor(symbols) {
    this.symbols = symbols;
    const names = symbols.map(folded);
    const words = symbols.map((symbol) => token("name", symbol));
    words.push(...OWN_WORDS.filter((word) => !names.includes(folded(word.text))));
    this.longest = Math.max(...words.map((word) => Array.from(word.text).length));
    const exactly = new Map(words.map((word) => [word.text, word]));
    const inAnyCase = byKey(words, folded);
    const withoutUnderscores = byKey(words, bare);
    const exact = (typed) => exactly.get(typed);
    const anyCase = (typed) => exact(typed) || inAnyCase.get(folded(typed));
    const anyUnderscores = (typed) => anyCase(typed) || withoutUnderscores.get(bare(typed));
    this.lookups = [exact, anyCase, anyUnderscores];
    // Where M is a symbol, 2M is 2*M; where M_in is one, 2M is more likely half a name than two million.
    const initials = names.map((name) => name[0]);
    this.thousands = new Map([["k", "3"], ["m", "6"]].filter(([letter]) => !initials.includes(letter)));
    this.hasPowersOfTen = !names.some((name) => /^e(\p{Nd}|$)/u.test(name));
  }

  /** The power of ten written behind a numeral (e5, k, M), "0" if there is none, and where it ends. */
  powerOfTen(text, start) {
    let found = this.hasPowersOfTen && matchAt(POWER_OF_TEN, text, start);
    if (found) return [found[1], start + found[0].length];
    found = matchAt(THOUSANDS, text, start);
    const power = found && this.thousands.get(folded(found[2]));
    return power ? [power, start + found[0].length] : ["0", start];
  }

  /** A run of letters, digits and underscores as words, and how many of its units they cover. */
  words(run) {
    const known = this.lookups[0](run);
    if (known) return [[known], run.length];
    const signs = Array.from(run);
    if (signs.length > MAX_WORD) throw this.unknown(run);
    const readings = [];
    for (const lookup of this.lookups) {
      const reached = covers(signs, lookup, this.longest);
      if (reached.has(signs.length)) return [path(reached, signs.length), run.length];
      readings.push(reached);
    }
    for (const reached of readings) {
      const ends = [...reached.keys()].filter((end) => end && /^[0-9]$/.test(signs[end]));
      if (ends.length) {
        const end = Math.max(...ends);
        return [path(reached, end), signs.slice(0, end).join("").length];
      }
    }
    throw this.unknown(run);
  }

  unknown(run) {
    if (!this.symbols.length) {
      return new ExpressionError(
        `${echo(run)} is not understood here: type digits and arithmetic only, such as 10*27+10.`,
      );
    }
    const meant = this.symbols.filter((symbol) => folded(symbol) === folded(run));
    if (meant.length > 1) {
      return new ExpressionError(`${echo(run)} could be ${meant.join(" or ")}: type it exactly as in the question.`);
    }
    return new ExpressionError(`${echo(run)} is not among the symbols of this question: ${this.symbols.join(", ")}.`);
  }
}

/** Each place that words can reach from the start of the run, with the word that ends there and where it begins. */
function covers(signs, lookup, longest) {
  const reached = new Map([[0, [0, null]]]);
  const pending = [];
  const goOn = (start) => {
    for (let end = start + 1; end <= Math.min(start + longest, signs.length); end += 1) pending.push([start, end]);
  };
  goOn(0);
  while (pending.length) {
    const [start, end] = pending.pop();
    const word = reached.has(end) ? undefined : lookup(signs.slice(start, end).join(""));
    if (!word) continue;
    reached.set(end, [start, word]);
    goOn(end);
  }
  return reached;
}

function path(reached, end) {
  const words = [];
  while (end) {
    const [start, word] = reached.get(end);
    words.unshift(word);
    end = start;
  }
  return words;
}

/** The words by a forgiving key, without those that the key confuses with another. */
function byKey(words, key) {
  const found = new Map();
  const confused = new Set();
  for (const word of words) {
    const typed = key(word.text);
    const same = found.get(typed) || word;
    found.set(typed, same);
    const isSameWord = same.kind === word.kind && same.operator === word.operator;
    if (!isSameWord || (same.kind === "name" && same.text !== word.text)) confused.add(typed);
  }
  for (const typed of confused) found.delete(typed);
  return found;
}

const bare = (name) => folded(name.replace(/_/g, ""));

/** The tokens of a text in one spelling, one at a time, so that the first mistake ends the reading. */
function* tokens(text, vocabulary) {
  let place = 0;
  while (place < text.length) {
    let found;
    if ((found = matchAt(BLANKS, text, place))) {
      place += found[0].length;
    } else if ((found = matchAt(NUMERAL, text, place))) {
      const [powerOfTen, end] = vocabulary.powerOfTen(text, place + found[0].length);
      place = end;
      yield token("number", found[0], { value: readNumeral(found[0], powerOfTen) });
    } else if ((found = matchAt(SIGN, text, place))) {
      place += found[0].length;
      yield SIGNS.get(found[0]);
    } else if ((found = matchAt(WORD, text, place))) {
      const [words, length] = vocabulary.words(found[2]);
      place += (found[1] || "").length + length;
      yield* words;
    } else if ((found = matchAt(SUPERSCRIPT, text, place))) {
      place += found[0].length;
      const digits = Array.from(strippedLeft(found[0], "⁺⁻"), (sign) => SUPERSCRIPTS.indexOf(sign)).join("");
      yield token("superscript", found[0], { value: readNumeral(digits) });
    } else {
      throw unexpected(String.fromCodePoint(text.codePointAt(place)));
    }
  }
}

function unexpected(sign) {
  if (sign === ",") {
    return new ExpressionError("A comma belongs inside a number only, before exactly three digits, as in 2,800.");
  }
  if (sign === "=") {
    return new ExpressionError("An equals sign does not belong inside the answer: type one side only.");
  }
  return new ExpressionError(`${echo(sign)} has no meaning here: type digits, + - * / ^ and brackets.`);
}
