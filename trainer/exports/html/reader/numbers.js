// Exact numbers, as questions/expressions has them (operations.py, numerals.py): a fraction of two BigInts in lowest
// terms with a positive denominator, and a limit on the size of every result.

const MAX_BITS = 256;
const MAX_EXPONENT = 256n;
const MAX_DIGITS = 30;

/** What was typed cannot be read or evaluated; the message is one sentence for the person who typed it. */
class ExpressionError extends Error {}

const whole = (number) => ({ n: number, d: 1n });
const magnitude = (number) => (number < 0n ? -number : number);
const isSame = (left, right) => left.n === right.n && left.d === right.d;

function fraction(n, d) {
  let [divisor, rest] = [magnitude(n), magnitude(d)];
  while (rest) [divisor, rest] = [rest, divisor % rest];
  if (d < 0n) divisor = -divisor;
  return { n: n / divisor, d: d / divisor };
}

function floorOf(value) {
  const towardsZero = value.n / value.d;
  return value.n < 0n && towardsZero * value.d !== value.n ? towardsZero - 1n : towardsZero;
}

function bitsOf(number) {
  return number ? magnitude(number).toString(2).length : 0;
}

const bits = (value) => Math.max(bitsOf(value.n), bitsOf(value.d));

function quotient(dividend, divisor) {
  if (!divisor.n) throw new ExpressionError("That divides by zero.");
  return fraction(dividend.n * divisor.d, dividend.d * divisor.n);
}

function power(base, exponent) {
  if (exponent.d !== 1n) throw new ExpressionError("An exponent has to be a whole number.");
  const size = magnitude(exponent.n);
  if (size > MAX_EXPONENT) throw new ExpressionError(`An exponent may be at most ${MAX_EXPONENT}.`);
  // A b-bit base to the power e has more than (b - 1) * e bits: refused before anything large is computed.
  if ((bits(base) - 1) * Number(size) > MAX_BITS) throw tooLarge();
  const result = { n: base.n ** size, d: base.d ** size };
  return exponent.n < 0n ? quotient(whole(1n), result) : result;
}

const BINARY = {
  "+": (a, b) => fraction(a.n * b.d + b.n * a.d, a.d * b.d),
  "-": (a, b) => fraction(a.n * b.d - b.n * a.d, a.d * b.d),
  "*": (a, b) => fraction(a.n * b.n, a.d * b.d),
  "/": quotient,
  "//": (a, b) => whole(floorOf(quotient(a, b))),
  "**": power,
};

const UNARY = {
  negate: (a) => ({ n: -a.n, d: a.d }),
  floor: (a) => whole(floorOf(a)),
  ceil: (a) => whole(-floorOf({ n: -a.n, d: a.d })),
};

function applyBinary(operator, left, right) {
  const result = BINARY[operator](left, right);
  if (bits(result) > MAX_BITS) throw tooLarge();
  return result;
}

const tooLarge = () => new ExpressionError("That grows larger than any answer here.");

// Deliberately wider than what is allowed, so that 2 80 is refused as one number and not as two.
const NUMERAL = /(?=\.?[0-9])(?:[0-9]+(?:[ ,_'][0-9]+)*)?(?:\.[0-9]*(?:[ ,_'][0-9]+)*)*/y;
const SEPARATOR = /[ ,_']/;
const GROUPED = /^[1-9][0-9]{0,2}(?:([ ,_'])[0-9]{3})(?:\1[0-9]{3})*$/;

/** The exact value of a literal that NUMERAL found, times ten to the given power (a signed string of digits). */
function readNumeral(literal, powerOfTen = "0") {
  const [before, ...fractions] = literal.split(".");
  if (fractions.length > 1) {
    throw new ExpressionError(
      `${echo(literal)} has more than one decimal point; a million is written 1000000 or 1,000,000.`,
    );
  }
  const decimals = fractions.length ? fractions[0] : "";
  if (SEPARATOR.test(decimals)) {
    throw new ExpressionError(`${echo(literal)} is not one number: write an operator between two numbers.`);
  }
  if (SEPARATOR.test(before) && !GROUPED.test(before)) throw new ExpressionError(groupingComplaint(literal));
  const digits = strippedLeft(before.replace(/[ ,_']/g, "") + decimals, "0");
  const exponent = strippedLeft(strippedLeft(powerOfTen, "+-"), "0");
  if (digits.length > 2 * MAX_DIGITS || exponent.length > 3) throw tooLong();
  const shift = Number(exponent || "0") * (powerOfTen.startsWith("-") ? -1 : 1) - decimals.length;
  const isPlain = powerOfTen === "0" && literal.length <= MAX_DIGITS && !/[^0-9]/.test(literal);
  if (!isPlain && !(-MAX_DIGITS <= shift && shift <= MAX_DIGITS - digits.length)) throw tooLong();
  const mantissa = BigInt(digits || "0");
  return shift >= 0 ? whole(mantissa * 10n ** BigInt(shift)) : fraction(mantissa, 10n ** BigInt(-shift));
}

function groupingComplaint(literal) {
  if (literal.includes(" ")) {
    return (
      `${echo(literal)} is not one number: write * between factors, ` +
      "and exactly three digits in each group of a number such as 2 800."
    );
  }
  return `${echo(literal)} is not a number: each group has exactly three digits, as in 2,800.`;
}

const tooLong = () => new ExpressionError(`A number may have at most ${MAX_DIGITS} digits on either side of its point.`);
