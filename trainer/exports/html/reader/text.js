// Typed text in one spelling, as questions/expressions/typed_text.py has it: ASCII digits, operators and blanks.
// Lengths and limits count code points, as Python does. No lookbehind: Safari before 16.4 cannot read it.

const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

const SPELLINGS = new Map();
for (const [plain, spellings] of [
  ["*", "×·⋅∗•∙‧⨯✕✖\u2062"],
  ["/", "÷∕⁄➗"],
  ["+", "➕\u2064"],
  ["-", "−‐‑‒–—―➖˗"],
  ["'", "’ʼ‘"],
  [",", "٬、"],
  [".", "٫。"],
  [" ", "\t\n\v\f\r"],
  ["^", "ˆ"],
  ["x", "\u0445"],
  ["X", "\u0425"],
]) {
  for (const sign of spellings) SPELLINGS.set(sign, plain);
}
for (const sign of "⁺⁻" + SUPERSCRIPTS) SPELLINGS.set(sign, sign);

const ASCII = /^[\0-\x7f]*$/;
const SPACE = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/;
const SPACES = new RegExp(SPACE.source + "+");
const LINE_END = /\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]/;
const VANISHES = /[\p{Cf}\ufe00-\ufe0f]/u;
const LETTER = /\p{L}/u;
const LETTERS = /^\p{L}+$/u;
const DIGIT = /\p{Nd}/u;
const UNPRINTABLE = /(?! )[\p{C}\p{Z}]/u;
// Compatibility characters that mean the plain one: wide, narrow, small, of another font, or not to be broken.
const SAME_MEANING = new RegExp(
  "[\\xa0\\u0f0c\\u2007\\u2011\\u202f\\u2102\\u210a-\\u2113\\u2115\\u2119-\\u211d\\u2124\\u2128\\u212c\\u212d" +
    "\\u212f-\\u2131\\u2133\\u2134\\u2139\\u213c-\\u2140\\u2145-\\u2149\\u3000\\ufb20-\\ufb29\\ufe50-\\ufe6b" +
    "\\uff01-\\uffee\\u{1d400}-\\u{1d7ff}\\u{1ee00}-\\u{1eebb}\\u{1fbf0}-\\u{1fbf9}]",
  "u",
);
const SUBSCRIPT = /[\u1d62-\u1d6a\u2080-\u2089\u2090-\u209c\u2c7c\u{1e051}-\u{1e06a}]/u;

/** The text with every known spelling of digits, operators, brackets and blanks replaced by the ASCII one. */
function oneSpelling(text) {
  if (ASCII.test(text)) return text.replace(/[\t\n\v\f\r]/g, " ");
  let spelt = "";
  let before = "";
  let inSubscript = false;
  for (const sign of text) {
    const isSubscript = SUBSCRIPT.test(sign);
    let plain;
    if (isSubscript && (inSubscript || LETTERS.test(before))) {
      plain = (inSubscript ? "" : "_") + sign.normalize("NFKC");
      inSubscript = true;
    } else {
      inSubscript = false;
      plain = isSubscript ? sign : plainSign(sign);
    }
    if (plain) before = plain;
    spelt += plain;
  }
  return spelt;
}

function plainSign(sign) {
  if (SPELLINGS.has(sign)) return SPELLINGS.get(sign);
  if (ASCII.test(sign)) return sign;
  if (SPACE.test(sign)) return " ";
  if (VANISHES.test(sign)) return "";
  if (DIGIT.test(sign)) return String(digitOf(sign));
  if (SAME_MEANING.test(sign) || sign.normalize("NFD") !== sign) {
    const composed = sign.normalize("NFKC");
    if (Array.from(composed).length === 1) return SPELLINGS.get(composed) || composed;
  }
  return sign;
}

/** The value of a decimal digit of any script: Unicode keeps them in runs of ten, from zero on. */
function digitOf(sign) {
  const code = sign.codePointAt(0);
  let first = code;
  while (DIGIT.test(String.fromCodePoint(first - 1))) first -= 1;
  return (code - first) % 10;
}

/** Text as words are compared, without case; Python's casefold. */
function folded(text) {
  let result = "";
  for (const sign of text) result += sign === "ı" ? sign : sign.toLowerCase().toUpperCase().toLowerCase();
  return result;
}

/** The words between blanks of any kind. */
const wordsOf = (text) => text.split(SPACES).filter((word) => word);

/** The text without these characters at its ends. */
function stripped(text, signs) {
  return strippedRight(strippedLeft(text, signs), signs);
}

function strippedLeft(text, signs) {
  let start = 0;
  while (start < text.length && signs.includes(text[start])) start += 1;
  return text.slice(start);
}

function strippedRight(text, signs) {
  let end = text.length;
  while (end > 0 && signs.includes(text[end - 1])) end -= 1;
  return text.slice(0, end);
}

/** How many lines of text there are, apart from blanks around them. */
function countLines(text) {
  let start = 0;
  let end = text.length;
  while (start < end && SPACE.test(text[start])) start += 1;
  while (end > start && SPACE.test(text[end - 1])) end -= 1;
  return start === end ? 0 : text.slice(start, end).split(LINE_END).length;
}

/** Whether the text has more code points than that; a code point has at most two units. */
function longerThan(text, most) {
  return text.length > most && (text.length > 2 * most || Array.from(text).length > most);
}

/** The typed text as a sentence may quote it: printable, short, in quotation marks. */
function echo(text, limit = 36) {
  const signs = Array.from(text);
  const printable = signs.slice(0, 4 * limit).filter((sign) => !UNPRINTABLE.test(sign));
  const shown = Array.from(wordsOf(printable.join("")).join(" "));
  if (!shown.length) {
    return signs.length ? "U+" + signs[0].codePointAt(0).toString(16).toUpperCase().padStart(4, "0") : "nothing";
  }
  if (shown.length <= limit) return `“${shown.join("")}”`;
  return `“${strippedRight(shown.slice(0, limit - 1).join(""), " ")}…”`;
}
