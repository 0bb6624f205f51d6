// How an answer is given: a line to type, or a choice to make. Both hand over text, which one reader reads.

const EXPECTED = {
  integer: "A whole number, or the arithmetic that gives it, such as 10*27+10.",
  shape: "A shape, such as (10, 3, 3, 3) or 10x3x3x3.",
};

const KEYS = {
  integer: ["×", "+", "−", "÷", "(", ")", "^"],
  shape: ["(", ",", "×", ")"],
  formula: ["×", "+", "−", "/", "(", ")", "^", "⌊", "⌋"],
};

const SPOKEN_KEYS = {
  "×": "times", "+": "plus", "−": "minus", "÷": "divided by", "/": "divided by", "(": "opening bracket",
  ")": "closing bracket", "^": "to the power of", ",": "comma", "⌊": "floor, opening", "⌋": "floor, closing",
};

/** A line to type an answer into, with keys for what a phone's keyboard hides. */
class TypedAnswer {
  constructor(question) {
    const id = `answer-${question.number}`;
    const formula = `A formula in ${question.symbols.join(", ")}.`;
    this.field = make("input", {
      id,
      type: "text",
      autocomplete: "off",
      spellcheck: false,
      inputmode: question.kind === "formula" ? "text" : "decimal",
      enterkeyhint: "go",
      autocapitalize: "none",
      autocorrect: "off",
      "aria-describedby": `expected-${question.number} problem-${question.number}`,
    });
    const keys = [...question.symbols, ...KEYS[question.kind]].map((sign) =>
      button(sign, () => this.insert(sign), { "aria-label": SPOKEN_KEYS[sign] || sign }),
    );
    this.parts = [
      make("label", { for: id }, "Your answer"),
      make("p", { class: "quiet expected", id: `expected-${question.number}` }, EXPECTED[question.kind] || formula),
      this.field,
      make("div", { class: "keys", role: "group", "aria-label": "Signs to insert" }, keys),
    ];
  }

  insert(sign) {
    const { selectionStart, selectionEnd } = this.field;
    this.field.setRangeText(sign, selectionStart, selectionEnd, "end");
    this.field.focus();
  }

  get text() {
    return this.field.value;
  }

  set text(text) {
    this.field.value = text;
  }

  focus() {
    this.field.focus();
  }

  again() {
    this.field.focus();
    this.field.select();
  }

  mark(isInvalid) {
    this.field.setAttribute("aria-invalid", String(isInvalid));
  }

  lock() {
    this.field.readOnly = true;
    this.parts[3].hidden = true;
  }
}

/** Some answers to choose from; a letter chooses too. */
class ChosenAnswer {
  constructor(question) {
    const isTruth = question.kind === "truth";
    const letters = isTruth ? ["true", "false"] : lettersOf(question.choices);
    const words = isTruth ? ["True", "False"] : question.choices;
    this.fields = letters.map((value, place) =>
      make("input", { type: "radio", name: `answer-${question.number}`, id: `answer-${question.number}-${place}`, value }),
    );
    const rows = this.fields.map((field, place) =>
      make(
        "label",
        { class: "choice", for: field.id },
        field,
        isTruth ? null : make("span", { class: "letter" }, `${letters[place]})`),
        make("span", {}, words[place]),
      ),
    );
    const choose = (event) => {
      const key = event.key.toLowerCase();
      const field = this.fields.find((each) => each.value[0] === key);
      if (!field || field.disabled || event.ctrlKey || event.metaKey || event.altKey) return;
      field.checked = true;
      field.focus();
      event.preventDefault();
    };
    this.parts = [
      make(
        "fieldset",
        { onkeydown: choose, "aria-describedby": `problem-${question.number}` },
        make("legend", {}, "Your answer"),
        rows,
      ),
    ];
  }

  get text() {
    const chosen = this.fields.find((field) => field.checked);
    return chosen ? chosen.value : "";
  }

  set text(text) {
    for (const field of this.fields) field.checked = field.value === text;
  }

  focus() {
    (this.fields.find((field) => field.checked) || this.fields[0]).focus();
  }

  again() {
    this.focus();
  }

  mark() {}

  lock() {
    for (const field of this.fields) field.disabled = true;
  }
}

const answerField = (question) =>
  question.kind === "choice" || question.kind === "truth" ? new ChosenAnswer(question) : new TypedAnswer(question);
