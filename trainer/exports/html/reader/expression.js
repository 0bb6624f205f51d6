// Typed arithmetic and formulas, as questions/expressions/grammar.py and expression.py have them: read by hand from an
// allow-list into postfix order with two stacks, and evaluated exactly. A step is {value}, {name} or {operator}.

const MAX_TYPED = 300;
const MAX_LENGTH = 10 * MAX_TYPED;
const MAX_DEPTH = 40;
const MAX_TOKENS = 700;

// How tightly an operator holds its operands: -K**2 is -(K**2), -K*D is (-K)*D.
const BINDING = { "+": 1, "-": 1, "*": 2, "/": 2, "//": 2, negate: 3, "**": 4, floor: 5, ceil: 5 };
const CLOSING = { "(": ")", "[": "]", "{": "}", "⌊": "⌋", "⌈": "⌉" };
const ROUNDING = { "⌊": "floor", "⌈": "ceil" };
const BRACED_SUBSCRIPT = /_\{ *([\p{L}\p{N}_]+) *\}/gu;
const STARTS = ["number", "name", "function", "open"];

/** The steps of an expression over these symbols, in postfix order; throws ExpressionError. */
function parseExpression(text, symbols) {
  if (longerThan(text, MAX_LENGTH)) throw new ExpressionError(`That is longer than ${MAX_LENGTH} characters.`);
  let plain = stripped(oneSpelling(text).replace(BRACED_SUBSCRIPT, "_$1"), " ");
  if (plain.startsWith("=")) plain = plain.slice(1);
  if (plain.endsWith("=")) plain = plain.slice(0, -1);
  if (!stripped(plain, " ")) {
    throw new ExpressionError("There is nothing to read: type a number or an expression.");
  }
  const reader = new Reader();
  let count = 0;
  for (const each of tokens(plain, new Vocabulary([...new Set(symbols)]))) {
    if (count === MAX_TOKENS) throw new ExpressionError(`That has more than ${MAX_TOKENS} numbers and signs.`);
    count += 1;
    reader.read(each);
  }
  return reader.finish();
}

/** What has been read: steps in postfix order, the operators and brackets that wait, and the token before. */
class Reader {
  constructor() {
    this.steps = [];
    this.waiting = [];
    this.before = null;
    this.depth = 0;
  }

  read(next) {
    const before = this.before;
    const isFunction = before !== null && before.kind === "function";
    if (isFunction && (next.kind !== "open" || "⌊⌈".includes(next.text))) {
      throw new ExpressionError(`${before.text} needs brackets, as in ${before.text}(7/2).`);
    }
    if (before === null || ["operator", "open", "function"].includes(before.kind)) this.readOperand(next);
    else this.readAfterOperand(next, before);
    this.before = next;
  }

  finish() {
    if (this.before === null || ["operator", "open", "function"].includes(this.before.kind)) {
      throw missingOperand(this.before, null);
    }
    this.applyDownTo(0);
    if (this.waiting.length) {
      throw new ExpressionError(`A bracket ${this.waiting[this.waiting.length - 1].opening} is not closed.`);
    }
    return this.steps;
  }

  readOperand(next) {
    if (next.kind === "number") this.steps.push({ value: next.value });
    else if (next.kind === "name") this.steps.push({ name: next.text });
    else if (next.kind === "open") this.open(next);
    else if (next.kind === "operator" && next.operator === "-") this.waiting.push({ operator: "negate" });
    else if (next.kind !== "function" && !(next.kind === "operator" && next.operator === "+")) {
      throw missingOperand(this.before, next);
    }
  }

  readAfterOperand(next, before) {
    if (STARTS.includes(next.kind)) {
      this.multiplyWithoutSign(next, before);
    } else if (next.kind === "close") {
      this.close(next);
    } else if (before.kind === "superscript" && (next.kind === "superscript" || next.operator === "**")) {
      throw new ExpressionError(`Two exponents follow one another at ${echo(next.text)}: write brackets.`);
    } else if (next.kind === "superscript") {
      this.steps.push({ value: next.value });
      if (next.text[0] === "⁻") this.steps.push({ operator: "negate" });
      this.steps.push({ operator: "**" });
    } else {
      this.wait(next.operator);
    }
  }

  multiplyWithoutSign(next, before) {
    if (next.kind === "number") {
      throw new ExpressionError(`Write an operator between ${echo(before.text, 17)} and ${echo(next.text, 17)}.`);
    }
    this.applyDownTo(BINDING.negate);
    const last = this.waiting.length ? this.waiting[this.waiting.length - 1].operator : null;
    if (last === "/" || last === "//") {
      throw new ExpressionError("A product without * behind a / can mean two things: write a/(b*c) or a/b*c.");
    }
    this.wait("*");
    this.readOperand(next);
  }

  /** Let an operator wait for its right operand. Only powers are read from right to left. */
  wait(operator) {
    this.applyDownTo(BINDING[operator] + (operator === "**" ? 1 : 0));
    this.waiting.push({ operator });
  }

  applyDownTo(binding) {
    while (this.waiting.length) {
      const last = this.waiting[this.waiting.length - 1];
      if (last.opening || BINDING[last.operator] < binding) return;
      this.steps.push(this.waiting.pop());
    }
  }

  open(next) {
    const before = this.before;
    const applied = before !== null && before.kind === "function" ? before.operator : ROUNDING[next.text];
    this.waiting.push({ opening: next.text, applied });
    this.depth += 1;
    if (this.depth > MAX_DEPTH) throw new ExpressionError(`Brackets may be at most ${MAX_DEPTH} deep.`);
  }

  close(next) {
    this.applyDownTo(0);
    if (!this.waiting.length) throw new ExpressionError(`A bracket ${next.text} closes nothing.`);
    const bracket = this.waiting.pop();
    if (CLOSING[bracket.opening] !== next.text) {
      throw new ExpressionError(`A bracket ${bracket.opening} is closed by ${next.text}.`);
    }
    this.depth -= 1;
    if (bracket.applied) this.steps.push({ operator: bracket.applied });
  }
}

function missingOperand(before, next) {
  if (before === null) {
    return new ExpressionError(`The answer cannot begin with ${next ? echo(next.text) : "nothing"}.`);
  }
  const place = next ? `between ${echo(before.text)} and ${echo(next.text)}` : `after ${echo(before.text)}`;
  return new ExpressionError(`A number is missing ${place}.`);
}

/** The exact value where each symbol has this one; throws ExpressionError where there is none. */
function evaluate(steps, values) {
  const stack = [];
  for (const step of steps) {
    if (step.operator) {
      const operand = stack.pop();
      const apply = UNARY[step.operator];
      stack.push(apply ? apply(operand) : applyBinary(step.operator, stack.pop(), operand));
    } else if (step.name !== undefined) {
      if (!values.has(step.name)) throw new ExpressionError(`${echo(step.name)} has no value here.`);
      stack.push(values.get(step.name));
    } else {
      stack.push(step.value);
    }
  }
  return stack.pop();
}

/** How many binary operators and functions it applies; none in a bare number, even a negative one. */
const countOperators = (steps) => steps.filter((step) => step.operator && step.operator !== "negate").length;
