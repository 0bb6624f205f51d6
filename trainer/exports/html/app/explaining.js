// Prompts, diagnoses, worked steps and pictures as elements.

/** A prompt: a paragraph per line, and what is pushed in (layers, tables) with its own spaces. */
function promptOf(question) {
  const parts = [];
  let block = [];
  const close = () => {
    if (block.length) parts.push(fixed(block.join("\n")));
    block = [];
  };
  for (const line of question.prompt.split("\n")) {
    if (line.startsWith("  ")) {
      block.push(line.slice(2));
      continue;
    }
    close();
    if (line.trim()) parts.push(make("p", {}, line));
  }
  close();
  return parts;
}

/** Text with its own spaces; it can be scrolled by keys where it is wider than the page. */
function fixed(text) {
  return make("pre", { tabIndex: 0, role: "group", "aria-label": "Layers or a table" }, text);
}

/** Lines of a diagnosis; those with a bullet are a list. */
function linesOf(lines) {
  const items = lines.filter((line) => line.startsWith("• ")).map((line) => make("li", {}, line.slice(2)));
  return [
    ...lines.filter((line) => !line.startsWith("• ")).map((line) => make("p", {}, line)),
    items.length ? make("ul", {}, items) : null,
  ];
}

function factorsOf(rows) {
  const told = rows.map(([symbol, number, meaning]) => [
    make("dt", {}, make("code", {}, symbol), " = ", number),
    make("dd", {}, meaning),
  ]);
  return rows.length ? make("dl", { class: "factors" }, told.flat()) : null;
}

function stepsOf(question) {
  const steps = question.steps.map((step) => {
    const counted = step.line || step.result;
    const line = make("code", { class: "counted" }, step.line, step.line && step.result ? " = " : "");
    if (step.result) line.append(make("strong", {}, step.result));
    return make("li", {}, make("p", {}, step.text), factorsOf(step.factors), counted ? line : null);
  });
  const idle = question.idle.map(([symbol, number, meaning]) => `${symbol} ${number} (${meaning})`);
  return [
    make("ol", { class: "steps" }, steps),
    idle.length ? make("p", { class: "quiet" }, `Not needed: ${idle.join("; ")}.`) : null,
  ];
}

/** The drawing as an image, which can neither run nor fetch anything. */
function pictureOf(picture) {
  return make("img", { src: `data:image/svg+xml,${encodeURIComponent(picture.svg)}`, alt: picture.alt });
}

/** A picture that is drawn when it is asked for. */
function pictureToOpen(picture, words) {
  if (!picture) return null;
  const frame = make("div", { class: "picture", tabIndex: 0, role: "group", "aria-label": words });
  const fill = (event) => {
    if (event.target.open && !frame.firstChild) frame.append(pictureOf(picture));
  };
  return make("details", { ontoggle: fill }, make("summary", {}, words), frame);
}

/** The whole solution: answer, steps, picture, and how to see it all again at a terminal. */
function solutionOf(question) {
  return [
    make("h3", {}, "Worked solution"),
    ...stepsOf(question),
    pictureToOpen(question.after, "Picture of the solution"),
    make("p", { class: "quiet" }, `${question.skill}, level ${question.level} · `, make("code", {}, question.reference)),
  ];
}
