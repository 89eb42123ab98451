// What happens on the page: a search becomes the fragment of the URL, and the fragment becomes what is shown.

import { forgetKey, hasKey, keepKey } from "./api.js";
import { element } from "./dom.js";
import { find } from "./find.js";
import { tell, watch } from "./overview.js";

const byId = (id) => document.getElementById(id);
const wanted = byId("wanted");
const unlock = byId("unlock");
let asked = 0;

function say(text) {
  byId("said").textContent = text;
}

function fragment() {
  const text = location.hash.slice(1);
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

async function show() {
  const words = fragment();
  const mine = ++asked;
  byId("found").replaceChildren();
  if (words === "" || words === "main") {
    say("");
    return;
  }
  wanted.value = words.startsWith("list:") ? "" : words;
  if (!hasKey()) {
    askForKey("Whoever wants to look inside needs the internal key.");
    return;
  }
  say("Looking …");
  try {
    const found = await find(words);
    if (mine === asked) {
      present(words, found);
    }
  } catch (problem) {
    if (mine === asked) {
      tellProblem(problem);
    }
  }
}

function present(words, found) {
  if (found === null) {
    say("There is nothing that " + words + " names.");
    return;
  }
  say("Found: " + found.title + ".");
  byId("found").replaceChildren(element("h3", {}, found.title), ...found.parts);
  byId("found").focus({ preventScroll: true });
  byId("found").scrollIntoView({ block: "nearest" });
}

function tellProblem(problem) {
  if (problem.status === 401) {
    forgetKey();
    askForKey("This key does not fit.");
  } else {
    say(problem.message);
  }
}

function askForKey(reason) {
  say(reason);
  showLocks();
  unlock.hidden = false;
  byId("key").focus();
}

function showLocks() {
  unlock.hidden = true;
  byId("forget").hidden = !hasKey();
}

byId("find").addEventListener("submit", (event) => {
  event.preventDefault();
  const next = "#" + encodeURIComponent(wanted.value.trim());
  if (location.hash === next) {
    show();
  } else {
    location.hash = next;
  }
});

unlock.addEventListener("submit", (event) => {
  event.preventDefault();
  keepKey(byId("key").value.trim());
  byId("key").value = "";
  showLocks();
  tell();
  show();
});

byId("forget").addEventListener("click", () => {
  forgetKey();
  showLocks();
  byId("found").replaceChildren();
  say("The key is forgotten.");
  tell();
});

addEventListener("hashchange", show);
showLocks();
show();
watch();
