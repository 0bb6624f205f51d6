// What goes on paper: every question with space to work, the answers on pages of their own if they are wanted.

/** A line to write on, or boxes to tick. */
function answerSpace(question) {
  if (question.kind === "truth") return make("p", { class: "boxes" }, tickBox(), "true", tickBox(), "false");
  if (question.kind === "choice") {
    return make("ul", { class: "boxes" }, question.choices.map((choice, at) =>
      make("li", {}, tickBox(), `${lettersOf(question.choices)[at]}) ${choice}`)));
  }
  return [make("div", { class: "work" }), make("p", { class: "line-to-write" }, "Answer:", make("span", {}))];
}

/** A box to tick; its border is drawn, since a font may have no sign for it. */
function tickBox() {
  return make("span", { class: "box" });
}

/** Rows whose heading stands on each page. */
function pages(words, rows, className) {
  return make(
    "table",
    { class: className, role: "presentation" },
    make("thead", {}, make("tr", {}, make("td", {}, words))),
    make("tbody", {}, rows.map((row) => make("tr", {}, make("td", {}, row)))),
  );
}

/** All of it, in place of what was there. */
function layOut(place, data, withAnswers) {
  const rows = data.questions.map((question) => make(
    "div",
    { class: "asked" },
    make("strong", {}, `${question.number}.`),
    make("div", { class: "prompt" }, promptOf(question)),
    make("div", { class: "space" }, answerSpace(question)),
    make("code", {}, question.id),
  ));
  const name = make("p", { class: "name" }, "Name:", make("span", {}), "Date:", make("span", {}));
  const parts = [pages(data.heading, [[make("h1", {}, data.heading), name], ...rows], "sheet")];
  if (withAnswers && !data.exam) {
    const answers = data.questions.map((question) => [
      make("strong", {}, `${question.number}.`),
      " ",
      question.setup && question.setup !== question.shown ? `${question.setup} = ` : "",
      make("strong", {}, question.shown),
      make("span", { class: "quiet" }, `  ${question.id} · ${question.reference}`),
    ]);
    parts.push(pages(`${data.heading} · answers`, answers, "sheet answers"));
  }
  show(place, parts);
}

/** The view that offers it. */
class Printing {
  constructor(page) {
    this.page = page;
    this.paper = make("div", { id: "paper" });
    this.heading = make("h2", {}, "Print");
    this.box = make("input", { type: "checkbox", id: "with-answers" });
    const about = page.data.exam
      ? null
      : make("label", { class: "choice", for: "with-answers" }, this.box, "Answers too, on pages of their own");
    const count = several(page.data.questions.length, "question");
    this.element = make(
      "section",
      { class: "results" },
      this.heading,
      make("p", {}, `On paper: ${count}, each with space to work.`),
      about,
      make("div", { class: "row" }, button("Print", () => window.print(), { class: "main" })),
    );
    window.addEventListener("beforeprint", () => layOut(this.paper, page.data, this.box.checked));
    window.addEventListener("afterprint", () => show(this.paper));
  }

  refresh() {}
}
