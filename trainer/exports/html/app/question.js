// One question as a card: it is asked, hinted at, judged and explained here.

class QuestionCard {
  constructor(question, page) {
    this.question = question;
    this.page = page;
    this.records = page.records;
    this.answer = answerField(question);
    const number = question.number;
    this.heading = make("h2", {}, `Question ${number} of ${page.data.questions.length}`);
    this.problem = make("p", { class: "problem", id: `problem-${number}` });
    this.verdict = make("div", { class: "verdict" });
    this.hints = make("div", { class: "hints" });
    this.solution = make("div", { class: "solution" });
    this.submit = make("button", { type: "submit", class: "main" }, page.data.exam ? "Save the answer" : "Check");
    this.hint = button("", () => this.showHint());
    this.giveUp = button("Show the solution", () => this.reveal());
    const onsubmit = (event) => {
      event.preventDefault();
      this.take();
    };
    const form = make(
      "form",
      { onsubmit, noValidate: true },
      this.answer.parts,
      this.problem,
      make("div", { class: "row" }, this.submit, page.data.exam ? null : [this.hint, this.giveUp]),
    );
    this.element = make(
      "article",
      { "aria-label": `Question ${number}`, onfocusin: () => page.lookAt(question) },
      make("div", { class: "head" }, this.heading, make("code", { class: "quiet id" }, question.id)),
      make("div", { class: "prompt" }, promptOf(question)),
      pictureToOpen(question.before, "Picture of what is given"),
      this.hints,
      form,
      this.verdict,
      this.solution,
    );
    this.takeUp();
  }

  /** Show what an earlier visit left. */
  takeUp() {
    const last = this.records.lastOf(this.question);
    if (last) {
      this.answer.text = last.answer;
      const found = this.read(last.answer);
      if (found.unreadable === undefined) this.tell(last.answer, this.judge(found.value));
    }
    this.refresh();
  }

  read(text) {
    return readAnswer(this.question, text);
  }

  judge(value) {
    return this.page.data.exam ? null : check(this.question, value, this.page.data.points);
  }

  /** An answer was given. What cannot be read costs no try. */
  take() {
    const text = this.answer.text;
    if (this.records.isDone(this.question)) return;
    const found = this.read(text);
    const problem = found.unreadable === undefined ? "" : this.unreadable(text, found.unreadable);
    this.problem.textContent = problem;
    this.answer.mark(problem !== "");
    if (problem) {
      announce(problem);
      this.answer.focus();
      return;
    }
    const verdict = this.judge(found.value);
    const last = this.records.lastOf(this.question);
    if (!last || last.answer !== text) this.records.add(this.question, text, verdict);
    if (verdict && !verdict.correct && this.question.kind === "truth") this.records.reveal(this.question);
    announce(this.tell(text, verdict).join(" "));
    this.refresh();
    this.page.refresh();
    this.goOn(verdict);
  }

  unreadable(text, reason) {
    return text || this.answer instanceof TypedAnswer ? reason : "Choose an answer first.";
  }

  /** Where the focus goes after an answer. */
  goOn(verdict) {
    if (!verdict || this.records.isDone(this.question)) this.page.afterAnswer(this);
    else if (atADesk()) this.answer.again();
    else goTo(this.verdict);
  }

  /** Show the verdict; its lines as they are told. */
  tell(text, verdict) {
    const { question } = this;
    if (!verdict) {
      const line = `Saved: ${this.shownChoice(text)}. You can change it until you hand in.`;
      show(this.verdict, make("p", { class: "line" }, line));
      this.verdict.className = "verdict saved";
      return [line];
    }
    const isOver = verdict.correct || this.records.isDone(question);
    const line = verdict.correct
      ? `✓ Correct: ${question.shown}`
      : `✗ Not yet: ${this.shownChoice(text)}.${isOver ? ` The answer is ${question.shown}` : ""}`;
    const lines = diagnosisLines(verdict);
    show(this.verdict, make("p", { class: "line" }, line), linesOf(lines));
    this.verdict.className = verdict.correct ? "verdict right" : "verdict wrong";
    return [line, ...lines];
  }

  shownChoice(text) {
    const place = this.question.kind === "choice" ? lettersOf(this.question.choices).indexOf(text) : -1;
    return place < 0 ? told(text) : `${text}) ${this.question.choices[place]}`;
  }

  showHint() {
    this.records.hint(this.question);
    this.refresh();
    announce(this.hints.lastChild.textContent);
    if (this.hint.hidden) this.answer.focus();
  }

  /** The answer and the way to it; nothing more can be answered. */
  reveal() {
    this.records.reveal(this.question);
    const last = this.records.lastOf(this.question);
    const found = last ? this.read(last.answer) : null;
    if (found && found.unreadable === undefined) this.tell(last.answer, this.judge(found.value));
    this.refresh();
    this.page.refresh();
    goTo(this.solution);
  }

  refresh() {
    const { question, records } = this;
    if (this.page.data.exam) return;
    const isDone = records.isDone(question);
    const isTried = records.triesOf(question).length > 0;
    const shown = records.hintsOf(question);
    const total = question.hints.length;
    show(
      this.hints,
      question.hints.slice(0, shown).map((hint, at) =>
        make("p", {}, make("strong", {}, `Hint ${at + 1} of ${total}:`), ` ${hint}`),
      ),
    );
    this.hint.textContent = shown ? `Next hint (${shown + 1} of ${total})` : `Hint (1 of ${total})`;
    this.hint.hidden = isDone || shown >= total;
    this.giveUp.hidden = isDone;
    this.giveUp.textContent = isTried ? "Show the solution" : "I do not know: show the solution";
    this.submit.hidden = isDone;
    this.submit.textContent = isTried ? "Check again" : "Check";
    if (!isDone) return;
    this.answer.lock();
    if (!isTried) {
      show(this.verdict, make("p", { class: "line" }, `The answer is ${question.shown}`));
      this.verdict.className = "verdict saved";
    }
    if (!this.solution.firstChild) show(this.solution, solutionOf(question));
  }
}
