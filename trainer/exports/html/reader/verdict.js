// Is the answer right, and if not, which mistakes give exactly this value: questions/checker.py and trainer/telling.py.

/** Read typed text as an answer to this question. An exam does not say how many sizes there are. */
function readAnswer(question, text) {
  const { kind, symbols, choices, counts } = question;
  const found = readSubmission(kind, text, symbols, choices);
  if (found.unreadable === undefined && counts && !counts.includes(found.value.length)) {
    return unreadable(question.otherwise);
  }
  return found;
}

/** Whether two formulas have the same exact value at every point; one without a value somewhere agrees with nothing. */
function formulasAgree(left, right, question, points) {
  try {
    return points.every((sizes) => {
      const point = placed(question, sizes);
      return isSame(evaluate(left, point), evaluate(right, point));
    });
  } catch (error) {
    if (error instanceof ExpressionError) return false;
    throw error;
  }
}

/** The symbols with these sizes, each made a multiple of what it has to be one of. */
function placed(question, sizes) {
  const point = new Map(question.symbols.map((symbol, at) => [symbol, BigInt(sizes[at])]));
  const kept = question.multiples.map(([name, of]) => [
    name,
    point.get(name) * (typeof of === "string" ? point.get(of) : BigInt(of)),
  ]);
  for (const [name, size] of kept) point.set(name, size);
  for (const [name, size] of point) point.set(name, whole(size));
  return point;
}

/** A value of the page's data (see exports/html/data.py), as readSubmission would give it. */
function storedValue(question, stored) {
  if (question.kind === "integer") return BigInt(stored);
  return question.kind === "formula" ? parseExpression(stored, question.symbols) : stored;
}

function sameValue(question, value, stored, points) {
  const other = storedValue(question, stored);
  if (question.kind === "formula") return formulasAgree(value, other, question, points[question.symbols.length]);
  if (question.kind === "shape") return value.length === other.length && value.every((axis, at) => axis === other[at]);
  return value === other;
}

/** The verdict: {correct, slips, combined}. Each misconception is named once, in the order of the skill. */
function check(question, value, points) {
  if (sameValue(question, value, question.answer, points)) return { correct: true, slips: [], combined: false };
  const found = new Map();
  for (const slip of question.slips) {
    if (!found.has(slip.id) && sameValue(question, value, slip.value, points)) found.set(slip.id, slip);
  }
  if (found.size) return { correct: false, slips: [...found.values()], combined: false };
  const pair = pairOf(question, value);
  return { correct: false, slips: pair, combined: pair.length > 0 };
}

/** A slip about the weights and one about the biases that give this value together; the first such pair. */
function pairOf(question, value) {
  const split = question.slips.filter((slip) => slip.parts);
  for (const biasSlip of split.filter((slip) => slip.aboutBias)) {
    for (const weightSlip of split.filter((slip) => !slip.aboutBias)) {
      if (BigInt(weightSlip.parts[0]) + BigInt(biasSlip.parts[1]) === value) return [weightSlip, biasSlip];
    }
  }
  return [];
}

/** What explains the wrong value, line by line. */
function diagnosisLines(verdict) {
  if (verdict.correct) return [];
  const slips = verdict.slips;
  if (!slips.length) return ["No usual mistake gives this value; compare what you did with the steps."];
  if (verdict.combined) {
    const causes = slips.map((slip) => slip.cause).join(" and ");
    return [`Two slips together give this value: ${causes}.`, ...slips.map((slip) => `• ${slip.lesson}`)];
  }
  // Half of all wrong slips lead to the one wrong truth value, so only the likeliest is named.
  const lines = (typeof slips[0].value === "boolean" ? slips.slice(0, 1) : slips).map((slip) => slip.feedback);
  if (lines.length === 1) return lines;
  return [`${lines.length} different mistakes lead to this value:`, ...lines.map((line) => `• ${line}`)];
}

/** What was typed, on one line and not longer than it is worth; a plain number with its thousands parted. */
function told(submitted) {
  const text = Array.from(wordsOf(submitted).join(" "));
  const clipped = text.length <= 60 ? text.join("") : `${text.slice(0, 59).join("")}…`;
  return /^[1-9][0-9]{3,17}$/.test(clipped) ? clipped.replace(/\B(?=(?:[0-9]{3})+$)/g, ",") : clipped;
}
