// Asks the server. The internal key lives in this tab's session storage and travels in a header, never in a URL.

const KEY = "prego-internal-key";

export const hasKey = () => sessionStorage.getItem(KEY) !== null;
export const keepKey = (key) => sessionStorage.setItem(KEY, key);
export const forgetKey = () => sessionStorage.removeItem(KEY);

/** The answer was no success; status is 0 when there was none. */
export class Problem extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

/** The JSON of a path. A 503 that has a JSON body of its own (health) is an answer like any other. */
export async function get(path, { withKey = true, accepts = [] } = {}) {
  const headers = { accept: "application/json, application/problem+json, */*;q=0.1" };
  if (withKey && hasKey()) {
    headers.authorization = "Bearer " + sessionStorage.getItem(KEY);
  }
  const answer = await send(path, headers);
  const body = await answer.json().catch(() => null);
  if (answer.ok || accepts.includes(answer.status)) {
    return body;
  }
  throw new Problem(answer.status, body?.detail ?? body?.title ?? "The server answered " + answer.status + ".");
}

async function send(path, headers) {
  try {
    return await fetch(path, { headers, cache: "no-store", referrerPolicy: "no-referrer" });
  } catch {
    throw new Problem(0, "The server is out of reach.");
  }
}

/** What of() finds, or null where there is no such thing. */
export async function orNull(asked) {
  try {
    return await asked;
  } catch (problem) {
    if (problem.status === 404 || problem.status === 400) {
      return null;
    }
    throw problem;
  }
}
