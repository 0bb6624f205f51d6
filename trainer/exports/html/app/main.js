// The page: its head, and one view at a time (a question, all of them, the results, print).

class Page {
  constructor(data) {
    this.data = data;
    this.records = new Records(data);
    this.main = make("main", { id: "main" });
    this.score = make("p", { class: "quiet score" });
    this.results = new Results(this);
    this.printing = new Printing(this);
    this.tabs = [
      ["One by one", () => this.ask(this.records.at)],
      ["All at once", () => this.askAll()],
      [data.exam ? "Hand in" : "Results", () => this.open(2, this.results)],
      ["Print", () => this.open(3, this.printing)],
    ].map(([words, act]) => button(words, act));
    const { version } = data.set;
    const openness = data.exam
      ? "This page holds no answers."
      : "Whoever looks into the source of this page can read the answers there.";
    document.body.append(
      make("a", { href: "#main", class: "skip" }, "To the question"),
      make(
        "header",
        {},
        make("h1", {}, data.heading),
        make("p", { class: "quiet" }, several(data.questions.length, "question"), version && !data.heading.includes(version) ? ` · set ${version}` : ""),
        make("nav", { "aria-label": "Views" }, this.tabs),
        this.score,
      ),
      this.main,
      make(
        "footer",
        { class: "quiet" },
        make("p", {}, `Works without a network, and nothing you type leaves this page. ${openness}`),
        this.records.isKept
          ? null
          : make("p", {}, "This browser keeps nothing for this page: download your file before you close it."),
      ),
      this.printing.paper,
      spoken,
    );
    window.addEventListener("beforeunload", (event) => {
      if (!this.records.isKept && !this.records.isHandedOver) event.preventDefault();
    });
  }

  /** From where the learner was. */
  begin() {
    this.ask(this.records.at);
  }

  setView(tab, content) {
    this.tabs.forEach((each, at) => {
      if (at === tab) each.setAttribute("aria-current", "page");
      else each.removeAttribute("aria-current");
    });
    this.cards = null;
    show(this.main, content);
    this.refresh();
  }

  open(tab, view) {
    this.records.watch.turnTo(null);
    view.refresh();
    this.setView(tab, [view.element]);
    goTo(view.heading);
    window.scrollTo(0, 0);
  }

  /** One question; its answer's field has the focus where a keyboard is at hand. */
  ask(place) {
    this.records.at = place;
    this.records.keep();
    const { questions } = this.data;
    const question = questions[place];
    const card = new QuestionCard(question, this);
    const isLast = place === questions.length - 1;
    this.bar = make("progress", { value: 0, max: questions.length, "aria-label": "How many questions are answered" });
    this.next = isLast
      ? button(this.data.exam ? "To handing in" : "To the results", () => this.open(2, this.results))
      : button("Next question", () => this.ask(place + 1));
    const back = place ? button("Back", () => this.ask(place - 1)) : null;
    this.setView(0, [this.bar, card.element, make("div", { class: "row way" }, back, this.next)]);
    this.lookAt(question);
    this.shown = card;
    this.refresh();
    if (atADesk() && !this.records.isDone(question)) card.answer.focus();
    else goTo(card.heading);
    window.scrollTo(0, 0);
  }

  askAll() {
    this.next = null;
    this.shown = null;
    const cards = this.data.questions.map((question) => new QuestionCard(question, this));
    this.setView(1, cards.map((card) => card.element));
    this.cards = cards;
    this.lookAt(this.data.questions[0]);
    goTo(cards[0].heading);
    window.scrollTo(0, 0);
  }

  /** The question that time is counted for. */
  lookAt(question) {
    if (this.records.watch.number !== question.number) this.records.watch.turnTo(question.number);
  }

  /** An answer that needs no other: on to what comes next. */
  afterAnswer(card) {
    if (this.next && atADesk()) this.next.focus({ preventScroll: true });
    else goTo(card.verdict);
    card.verdict.scrollIntoView({ block: "nearest" });
  }

  refresh() {
    const { records } = this;
    this.score.textContent = this.data.exam
      ? `${records.answered} of ${this.data.questions.length} answered`
      : `${records.rightAtFirst} right at the first try · ${records.answered} of ${this.data.questions.length} answered`;
    if (this.bar) this.bar.value = records.answered;
    if (this.next && this.shown) {
      const { question } = this.shown;
      const isOver = records.isDone(question) || (this.data.exam && records.lastOf(question));
      this.next.className = isOver ? "main" : "";
    }
  }
}

const notice = document.getElementById("notice");
notice.remove();
new Page(JSON.parse(document.getElementById("data").textContent)).begin();
