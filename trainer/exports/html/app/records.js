// What was answered, how long it took, and where the learner is; kept by the browser where it keeps anything.

/** Counts the time that a question is looked at; not while the page is hidden. */
class Stopwatch {
  constructor() {
    this.taken = new Map();
    this.number = null;
    this.since = null;
    document.addEventListener("visibilitychange", () => (document.hidden ? this.pause() : this.goOn()));
  }

  /** From now on it is this question, by its number. */
  turnTo(number) {
    this.pause();
    this.number = number;
    this.goOn();
  }

  /** Milliseconds since the question was first looked at or last answered. */
  read(number) {
    this.pause();
    const taken = Math.round(this.taken.get(number) || 0);
    this.taken.set(number, 0);
    this.goOn();
    return taken;
  }

  pause() {
    if (this.since !== null) {
      this.taken.set(this.number, (this.taken.get(this.number) || 0) + performance.now() - this.since);
    }
    this.since = null;
  }

  goOn() {
    if (this.number !== null && !document.hidden) this.since = performance.now();
  }
}

class Records {
  constructor(data) {
    this.data = data;
    this.place = `convdrill/${data.key}`;
    this.watch = new Stopwatch();
    this.clear();
    this.isKept = this.load();
  }

  clear() {
    this.tries = new Map(this.data.questions.map((question) => [question.number, []]));
    this.hints = new Map();
    this.revealed = new Set();
    this.student = "";
    this.at = 0;
    this.isHandedOver = true;
  }

  /** Take up what an earlier visit left; whether anything can be kept here. */
  load() {
    try {
      window.localStorage.setItem("convdrill", "kept");
      this.takeUp(JSON.parse(window.localStorage.getItem(this.place)));
      return true;
    } catch {
      return false;
    }
  }

  takeUp(kept) {
    if (!kept || typeof kept !== "object") return;
    const isNumber = (number) => this.tries.has(number);
    for (const [number, tries] of kept.tries || []) {
      if (isNumber(number)) this.tries.set(number, tries.filter((each) => typeof each.answer === "string"));
    }
    this.hints = new Map((kept.hints || []).filter(([number]) => isNumber(number)));
    this.revealed = new Set((kept.revealed || []).filter(isNumber));
    this.student = String(kept.student || "");
    this.at = Math.min(Math.max(Number(kept.at) || 0, 0), this.data.questions.length - 1);
    this.isHandedOver = kept.isHandedOver !== false;
  }

  keep() {
    if (!this.isKept) return;
    const kept = {
      tries: [...this.tries].filter(([, tries]) => tries.length),
      hints: [...this.hints],
      revealed: [...this.revealed],
      student: this.student,
      at: this.at,
      isHandedOver: this.isHandedOver,
    };
    try {
      window.localStorage.setItem(this.place, JSON.stringify(kept));
    } catch {
      this.isKept = false;
    }
  }

  triesOf = (question) => this.tries.get(question.number);
  lastOf = (question) => this.triesOf(question).slice(-1)[0] || null;
  hintsOf = (question) => this.hints.get(question.number) || 0;
  isSolved = (question) => this.triesOf(question).some((each) => each.correct);
  isDone = (question) => this.isSolved(question) || this.revealed.has(question.number);

  /** Record an answer. In an exam there is one for each question, the last. */
  add(question, answer, verdict) {
    const tries = this.triesOf(question);
    const isExam = this.data.exam;
    if (isExam) tries.length = 0;
    tries.push({
      answer,
      correct: isExam ? null : verdict.correct,
      misconceptions: isExam ? [] : verdict.slips.map((slip) => slip.id),
      hints: this.hintsOf(question),
      taken_ms: this.watch.read(question.number),
      at: new Date().toISOString(),
    });
    this.isHandedOver = false;
    this.keep();
  }

  hint(question) {
    this.hints.set(question.number, this.hintsOf(question) + 1);
    this.keep();
  }

  reveal(question) {
    this.revealed.add(question.number);
    this.keep();
  }

  get answered() {
    return this.data.questions.filter((question) => this.triesOf(question).length).length;
  }

  get rightAtFirst() {
    return this.data.questions.filter((question) => this.triesOf(question).length && this.triesOf(question)[0].correct)
      .length;
  }

  /** What was answered, as the file that is handed over; in the order of the questions. */
  asFile() {
    const answers = this.data.questions.flatMap((question) =>
      this.triesOf(question).map((each, at) => ({
        id: question.id,
        ...(this.data.exam ? {} : { reference: question.reference }),
        answer: each.answer,
        correct: each.correct,
        misconceptions: each.misconceptions,
        hints: each.hints,
        taken_ms: each.taken_ms,
        at: each.at,
        first: at === 0,
      })),
    );
    const { title, version, form } = this.data.set;
    const file = {
      schema_version: 1,
      kind: "convdrill-results",
      set: { title, version, form },
      student: this.student,
      answers,
    };
    return `${JSON.stringify(file, null, 1)}\n`;
  }
}
