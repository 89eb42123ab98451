// Builds what the page shows. Text only ever becomes text nodes, so nothing that is shown can become markup.

/** An element with attributes and children; children that are null are left out. */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
  made.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return made;
}

const FINDABLE = /^(tnt_|job_|trace_)[A-Za-z0-9_-]+$|^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A way to what an id names. */
export const link = (id, text) => element("a", { href: "#" + id }, text);

/** A value as a reader wants it: an id leads to what it names. */
export function value(given) {
  if (given === null || given === undefined) {
    return "–";
  }
  if (given instanceof Node) {
    return given;
  }
  const text = typeof given === "object" ? JSON.stringify(given) : String(given);
  return FINDABLE.test(text) ? link(text, text) : text;
}

/** Names and values of one thing; those that are lists or objects of their own are left to others. */
export function fields(thing) {
  const rows = Object.entries(thing).filter(([, given]) => given === null || typeof given !== "object");
  return element(
    "dl",
    { class: "fields" },
    rows.flatMap(([name, given]) => [element("dt", {}, name), element("dd", {}, value(given))]),
  );
}

/**
 * Many things of a kind.
 * @param {Array<[string, function(object): any]>} columns heading and what stands below it
 */
export function table(caption, columns, items) {
  const head = element("tr", {}, columns.map(([name]) => element("th", { scope: "col" }, name)));
  const body = items.map((item) =>
    element("tr", {}, columns.map(([, of]) => element("td", {}, value(of(item))))));
  return element(
    "div",
    { class: "wide", tabindex: "0", role: "region", "aria-label": caption },
    element("table", {}, element("caption", {}, caption), element("thead", {}, head), element("tbody", {}, body)),
  );
}

/** The thing as it was answered, folded away. */
export function raw(thing) {
  return element(
    "details",
    {},
    element("summary", {}, "As JSON"),
    element("pre", { tabindex: "0" }, JSON.stringify(thing, null, 2)),
  );
}
