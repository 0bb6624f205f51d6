// Elements made one by one: whatever is shown is text, never markup.

/** An element with these properties and children; strings become text, what is null is left out. */
function make(tag, properties, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties || {})) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "class") element.className = value;
    else if (/^(aria-|for$|role$|inputmode$|enterkeyhint$|autocapitalize$|autocorrect$)/.test(name)) {
      element.setAttribute(name, value);
    } else element[name] = value;
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null));
  return element;
}

const button = (words, onclick, more = {}) => make("button", { type: "button", onclick, ...more }, words);

/** Replace what an element shows. */
const show = (element, ...children) => element.replaceChildren(...children.flat(Infinity).filter((child) => child !== null));

const several = (count, noun, plural) => `${count.toLocaleString("en")} ${count === 1 ? noun : plural || `${noun}s`}`;

/** Where the answer's field may have the focus at once: on a phone a keyboard would come up and hide the question. */
const atADesk = () => !window.matchMedia("(pointer: coarse)").matches;

const spoken = make("div", { class: "unseen", role: "status", "aria-live": "polite" });

/** Have a screen reader say this, also when it said the same before. */
function announce(text) {
  spoken.textContent = "";
  window.setTimeout(() => { spoken.textContent = text; }, 60);
}

/** Move the focus to something that is read, and bring it into view. */
function goTo(element) {
  element.tabIndex = -1;
  element.focus({ preventScroll: true });
  element.scrollIntoView({ block: "nearest" });
}
