// The results: what came out, question by question, and the file that is handed over.

/** How far a question is: a sign and a word. */
function standing(records, question) {
  const tries = records.triesOf(question);
  if (records.data.exam) return tries.length ? "✓ answered" : "– open";
  const at = tries.findIndex((each) => each.correct);
  const hints = tries.length ? tries[tries.length - 1].hints : 0;
  const helped = hints ? `, with ${several(hints, "hint")}` : "";
  if (at === 0) return `✓ right${helped}`;
  if (at > 0) return `✓ right at try ${at + 1}${helped}`;
  if (tries.length) return `✗ not yet${helped}`;
  return records.revealed.has(question.number) ? "– solution shown" : "– open";
}

/** What the wrong answers were about, the commonest first. */
function aboutMistakes(records) {
  const counts = new Map();
  for (const question of records.data.questions) {
    for (const each of records.triesOf(question)) {
      const known = question.slips.filter((slip) => each.misconceptions.includes(slip.id));
      const told = question.kind === "truth" ? known.slice(0, 1) : known;
      for (const component of new Set(told.map((slip) => slip.component))) {
        counts.set(component, (counts.get(component) || 0) + 1);
      }
    }
  }
  return [...counts].sort((one, other) => other[1] - one[1]);
}

class Results {
  constructor(page) {
    this.page = page;
    this.records = page.records;
    this.heading = make("h2", {}, page.data.exam ? "Hand in" : "Results");
    this.summary = make("div", {});
    this.overview = make("div", {});
    this.copy = make("textarea", { id: "file", readOnly: true, rows: 8, spellcheck: false });
    this.name = make("input", { id: "student", type: "text", autocomplete: "name", maxLength: 200 });
    this.name.addEventListener("input", () => {
      this.records.student = this.name.value;
      this.records.keep();
      this.copy.value = this.records.asFile();
    });
    const again = button("Start again", () => this.startAgain());
    this.element = make(
      "section",
      { class: "results" },
      this.heading,
      this.summary,
      make("h3", {}, page.data.exam ? "Your answers as a file" : "Your results as a file"),
      make("p", {}, "For whoever gave you these questions. It is made here and sent nowhere."),
      make("label", { for: "student" }, page.data.exam ? "Your name" : "Your name (may stay empty)"),
      this.name,
      make("div", { class: "row" }, button("Download the file", () => this.download(), { class: "main" }), again),
      make(
        "details",
        {},
        make("summary", {}, "Or copy what is in it"),
        make("label", { for: "file", class: "unseen" }, "The file"),
        this.copy,
      ),
      make("h3", {}, "Question by question"),
      this.overview,
    );
  }

  refresh() {
    const { records, page } = this;
    const { questions, exam } = page.data;
    const open = questions.length - records.answered;
    const lead = exam
      ? `You have answered ${records.answered} of ${several(questions.length, "question")}.`
      : `${records.rightAtFirst} right at the first try, of ${several(records.answered, "question")} answered.`;
    const mistakes = exam ? [] : aboutMistakes(records);
    const rows = questions.map((question) => {
      const tries = records.triesOf(question);
      return make(
        "tr",
        {},
        make("th", { scope: "row" }, button(`Question ${question.number}`, () => page.ask(question.number - 1), { class: "link" })),
        make("td", {}, standing(records, question)),
        make("td", {}, tries.length ? told(tries[0].answer) : ""),
      );
    });
    const head = ["Question", exam ? "State" : "Result", exam ? "Your answer" : "First answer"];
    show(
      this.summary,
      make("p", { class: "lead" }, lead),
      open ? make("p", {}, `${several(open, "question is", "questions are")} open.`) : null,
      mistakes.length
        ? [
            make("h3", {}, "What your wrong answers were about"),
            make("ul", {}, mistakes.map(([component, count]) => make("li", {}, `${component}: ${several(count, "answer")}`))),
          ]
        : null,
    );
    show(
      this.overview,
      make(
        "table",
        {},
        make("caption", { class: "unseen" }, "Question by question"),
        make("thead", {}, make("tr", {}, head.map((words) => make("th", { scope: "col" }, words)))),
        make("tbody", {}, rows),
      ),
    );
    this.name.value = records.student;
    this.copy.value = records.asFile();
  }

  /** A name for the file that says whose and what it is. */
  fileName() {
    const plain = (text) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-+|-+$/g, "").slice(0, 40);
    const parts = ["results", plain(this.page.data.heading), plain(this.records.student)];
    return `${parts.filter((part) => part).join("-")}.json`;
  }

  download() {
    const address = URL.createObjectURL(new Blob([this.records.asFile()], { type: "application/json" }));
    const link = make("a", { href: address, download: this.fileName() });
    document.body.append(link);
    link.click();
    link.remove();
    window.setTimeout(() => URL.revokeObjectURL(address), 60000);
    this.records.isHandedOver = true;
    this.records.keep();
    announce(`The file ${this.fileName()} is made.`);
  }

  startAgain() {
    if (!window.confirm("Forget all answers given here and start again?")) return;
    this.records.clear();
    this.records.keep();
    this.page.begin();
  }
}
