// The figures and the parts, asked for again while somebody looks.

import { get } from "./api.js";
import { element } from "./dom.js";

const EVERY_MS = 2000;
const number = new Intl.NumberFormat("en");
const byId = (id) => document.getElementById(id);

export function watch() {
  tell();
  setInterval(() => document.visibilityState === "visible" && tell(), EVERY_MS);
}

export async function tell() {
  await Promise.all([figures(), parts()]);
}

async function figures() {
  const counts = await get("/overview").catch(() => null);
  if (counts === null) {
    byId("counts-note").textContent = "The figures cannot be read at the moment.";
    return;
  }
  byId("events").textContent = number.format(counts.events);
  byId("lag").textContent = number.format(counts.lag_ms) + " ms";
  byId("counts-note").textContent = counts.tenants === null ? "Tenants and jobs are counted for holders of the key." : "";
  bars(byId("tenants"), counts.tenants ?? {});
  bars(byId("jobs"), counts.jobs ?? {});
}

/** One line per status; lines that are there already are kept, so that nothing flickers. */
function bars(place, counts) {
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const lines = Object.entries(counts).map(([status, count]) =>
    element(
      "div",
      {},
      element("dt", {}, status),
      element("dd", {}, number.format(count)),
      element("meter", { min: 0, max: Math.max(1, all), value: count, "aria-label": status }),
    ));
  place.replaceChildren(...lines);
}

async function parts() {
  const health = await get("/health/ready", { withKey: false, accepts: [503] }).catch(() => null);
  const ready = byId("ready");
  ready.className = health?.status === "UP" ? "good" : "bad";
  ready.textContent = health === null
    ? "The server is out of reach."
    : health.status === "UP" ? "Everything is up." : "Something is not up:";
  byId("parts").replaceChildren(...Object.entries(health?.components ?? {}).map(part));
}

function part([name, { status, details }]) {
  const reason = details?.reason ?? details?.state ?? Object.entries(details ?? {}).map((detail) => detail.join(" ")).join(", ");
  return element(
    "li",
    {},
    element("strong", { class: status === "UP" ? "good" : "bad" }, (status === "UP" ? "✓ " : "✗ ") + name),
    reason ? element("span", { class: "quiet" }, " " + reason) : null,
  );
}
