// From whatever somebody typed to the thing that it names.

import { get, orNull } from "./api.js";
import { element, fields, link, raw, table } from "./dom.js";

const EVENTS = [
  ["position", (event) => event.position],
  ["type", (event) => link(event.event_id, event.type)],
  ["by", (event) => event.actor],
  ["recorded at", (event) => event.recorded_at],
];
const TENANTS = [
  ["tenant", (tenant) => tenant.tenant_id],
  ["company", (tenant) => tenant.company_name],
  ["slug", (tenant) => tenant.subdomain_slug],
  ["status", (tenant) => tenant.status],
  ["region", (tenant) => tenant.region],
  ["plan", (tenant) => tenant.plan_tier],
];
const JOBS = [
  ["job", (job) => job.job_id],
  ["status", (job) => job.status],
  ["attempt", (job) => job.attempt],
  ["failed at", (job) => job.failure_stage],
  ["tenant", (job) => job.tenant_id],
  ["updated at", (job) => job.updated_at],
];
const STAGES = [
  ["stage", (stage) => stage.stage],
  ["status", (stage) => stage.status],
  ["started at", (stage) => stage.started_at],
  ["ended at", (stage) => stage.ended_at],
  ["outputs", (stage) => Object.entries(stage.outputs).map((output) => output.join(" ")).join(", ") || null],
];

const LISTS = {
  tenants: ["/internal/tenants-directory?limit=100", "Tenants", TENANTS],
  jobs: ["/internal/jobs?limit=100", "Provision jobs", JOBS],
  failed: ["/internal/jobs?status=Failed&limit=100", "Failed jobs", JOBS],
};

/** What was found: a title and the elements that show it; null when there is nothing of that name. */
export async function find(wanted) {
  const words = wanted.trim();
  if (words.startsWith("list:")) {
    return list(words.slice("list:".length));
  }
  if (/^tnt_[0-9a-z]+$/.test(words)) {
    return tenant(words);
  }
  if (/^job_[0-9a-z]+$/.test(words)) {
    return job(words);
  }
  if (/^trace_[A-Za-z0-9_-]+$/.test(words)) {
    return trace(words);
  }
  if (/^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/.test(words)) {
    return event(await orNull(get("/internal/events/" + words.toLowerCase())));
  }
  return (/^[1-9][0-9]{0,17}$/.test(words) ? await position(words) : null) ?? named(words);
}

async function tenant(id) {
  const found = await orNull(get("/v1/tenants/" + id));
  if (found === null) {
    return null;
  }
  const history = await get("/internal/tenants/" + id + "/history?limit=1000");
  return {
    title: "Tenant " + found.company_name,
    parts: [fields(found), table("Its history", EVENTS, history.items), raw(found)],
  };
}

async function job(id) {
  const found = await orNull(get("/v1/jobs/" + id));
  if (found === null) {
    return null;
  }
  const events = await get("/internal/events?stream_type=provision_job&limit=1000&stream_id=" + id);
  return {
    title: "Provision job, " + found.status + ", attempt " + found.attempt,
    parts: [
      fields(found),
      table("Its stages in this attempt", STAGES, found.stages),
      table("Its events", EVENTS, events.items),
      raw(found),
    ],
  };
}

async function trace(id) {
  const events = await get("/internal/events?limit=1000&trace_id=" + encodeURIComponent(id));
  return events.items.length === 0
    ? null
    : { title: "Trace " + id, parts: [table("Its events", EVENTS, events.items)] };
}

function event(found) {
  if (found === null) {
    return null;
  }
  const data = element("pre", { tabindex: "0" }, JSON.stringify(found.data, null, 2));
  return { title: "Event " + found.type, parts: [fields(found), element("h4", {}, "What it says"), data, raw(found)] };
}

async function position(number) {
  const events = await orNull(get("/internal/events?from=" + number + "&to=" + number));
  return events === null || events.items.length === 0 ? null : event(events.items[0]);
}

async function named(words) {
  const mapped = words.includes(".") ? await orNull(get("/internal/hostnames/" + encodeURIComponent(words))) : null;
  if (mapped?.tenant_id) {
    return tenant(mapped.tenant_id);
  }
  const found = await get("/internal/tenants-directory?limit=100&q=" + encodeURIComponent(words));
  const wanted = words.toLowerCase();
  const exact = found.items.filter((item) => item.subdomain_slug === wanted || item.canonical_hostname === wanted);
  const single = exact.length === 1 ? exact : found.items;
  if (single.length === 0) {
    return null;
  }
  return single.length === 1
    ? tenant(single[0].tenant_id)
    : { title: single.length + " tenants", parts: [table("Tenants", TENANTS, single)] };
}

async function list(name) {
  if (name === "events") {
    return newest();
  }
  if (name in LISTS) {
    const [path, title, columns] = LISTS[name];
    const found = await get(path);
    const more = found.next_cursor === null ? "" : " (the first 100)";
    return { title: title + more, parts: [table(title, columns, found.items)] };
  }
  const found = await orNull(get("/internal/" + encodeURIComponent(name)));
  return found === null ? null : { title: name, parts: [rows(name, found.items ?? found.projections ?? []), raw(found)] };
}

async function newest() {
  const { events } = await get("/overview");
  const found = await get("/internal/events?limit=100&from=" + Math.max(1, events - 99));
  return { title: "The newest events", parts: [table("Newest last", EVENTS, found.items)] };
}

/** Things whose fields this page does not know beforehand. */
function rows(name, items) {
  const names = [...new Set(items.flatMap((item) => Object.keys(item)))];
  return table(name, names.map((field) => [field, (item) => item[field]]), items);
}
