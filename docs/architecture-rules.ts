import { parseSync, Visitor } from "oxc-parser";

/**
 * The import table and the banned calls of docs/architecture.md, as data. `docs/architecture.test.ts`
 * holds every file against them; the first rule whose folder a file is in is the file's rule.
 */
interface ImportRule {
  readonly folder: string;
  /** What may be imported: `node:*`, a package, or a path of this repository; a `*` at the end matches the rest. */
  readonly allowed: readonly string[];
}

export const importRules: readonly ImportRule[] = [
  { folder: "domain/", allowed: ["domain/*"] },
  { folder: "cluster/raft/", allowed: ["cluster/raft/*", "cluster/assert", "cluster/limits"] },
  { folder: "cluster/", allowed: ["cluster/*", "node:*", "lmdb", "@node-rs/crc32"] },
  {
    folder: "gateway/",
    allowed: [
      "gateway/*",
      "domain/contract/*",
      "node:*",
      "fastify",
      "fastify-plugin",
      "@fastify/*",
      "@scalar/fastify-api-reference",
      "pino",
      "prom-client",
      "ws", // Types of the sockets that @fastify/websocket hands out.
    ],
  },
  {
    folder: "loadtest/",
    allowed: [
      "loadtest/*",
      "domain/*",
      "cluster/*",
      "gateway/bare-route", // The floor that HTTP is measured against has to have the same plugins.
      "node:*",
      "autocannon",
      "commander",
      "echarts/*",
      "hdr-histogram-js",
      "nodejs-order-book", // Another engine, to compare with.
      "@nats-io/transport-node",
      "@redis/client",
      "ws",
    ],
  },
  { folder: "apps/", allowed: ["*"] },
];

/** Files that must be a function of the log: no clock, no chance, no I/O, nothing that outlives a call. */
const deterministic: readonly string[] = [
  "domain/",
  "cluster/raft/",
  "cluster/state-",
  "cluster/service",
  "cluster/session",
  "cluster/reply-ring",
  "cluster/byte-ring",
  "cluster/slot-index",
  "cluster/timers",
  "cluster/payload-slab",
  "cluster/outputs",
  "cluster/digest",
  "cluster/idempotency",
  "cluster/system-",
  "cluster/skips",
  "cluster/links/link-",
  "cluster/links/link.",
  "cluster/replay",
];

/** What a service is made of, wherever the application lies: `apps/examples/auction/auction-model.ts`. */
const deterministicInApps = /^apps\/(examples\/)?[^/]+\/[^/]+-(contract|messages|service|model)\.ts$/;

/** What those may import: each other and the domain, no library and nothing of the machine. */
const importedByServices: readonly string[] = ["apps/*", "domain/*"];
/** And of a service that they call, in a package of its own, what it is asked and answers. */
const calledService = /^@lockstep\/([^/]+)\/\1-(contract|messages)$/;

const bannedGlobals: ReadonlySet<string> = new Set([
  "Date",
  "performance",
  "setTimeout",
  "setInterval",
  "setImmediate",
  "queueMicrotask",
  "crypto",
  "Intl",
  "process",
  "WeakRef",
  "FinalizationRegistry",
]);

/** Their last bits differ between machines, or they read the machine's locale. */
const bannedMembers: ReadonlySet<string> = new Set([
  ...["random", "exp", "expm1", "log", "log10", "log1p", "log2", "pow", "cbrt", "hypot"].map(
    (f) => `Math.${f}`,
  ),
  ...["sin", "cos", "tan", "asin", "acos", "atan", "atan2", "sinh", "cosh", "tanh"].map((f) => `Math.${f}`),
]);
const bannedMethods: ReadonlySet<string> = new Set([
  "localeCompare",
  "toLocaleString",
  "toLocaleLowerCase",
  "toLocaleUpperCase",
]);

/**
 * What a file does that the architecture forbids, one sentence each.
 * @param path relative to the repository, with forward slashes
 */
export function violations(path: string, source: string): string[] {
  const { module, program, errors } = parseSync(path, source);
  if (errors.length > 0) return errors.map((error) => `${path}: ${error.message}`);

  const found: string[] = [];
  const at = (offset: number) => `${path}:${source.slice(0, offset).split("\n").length}`;

  const isInApp = deterministicInApps.test(path);
  const rule = isInApp
    ? { folder: "a service in apps/", allowed: importedByServices }
    : importRules.find((candidate) => path.startsWith(candidate.folder));
  const requests = [
    ...module.staticImports.map((each) => each.moduleRequest),
    ...module.staticExports.flatMap((each) => each.entries.flatMap((entry) => entry.moduleRequest ?? [])),
  ];
  for (const request of requests) {
    const target = resolve(path, request.value);
    if (isInApp && calledService.test(request.value)) continue;
    if (rule !== undefined && !rule.allowed.some((pattern) => matches(pattern, target))) {
      found.push(`${at(request.start)}: ${rule.folder} may not import ${request.value}`);
    }
  }

  if (!isInApp && !deterministic.some((prefix) => path.startsWith(prefix))) return found;
  const ban = (offset: number, what: string) =>
    found.push(`${at(offset)}: ${what} in code that is a function of the log`);
  for (const dynamic of module.dynamicImports) ban(dynamic.start, "import()");
  // A generated client is for callers outside; it is in the file of its messages and runs in no model.
  const holdsClient = path.endsWith("-messages.ts");
  new Visitor({
    Identifier(node) {
      if (bannedGlobals.has(node.name)) ban(node.start, node.name);
    },
    MemberExpression(node) {
      if (node.property.type !== "Identifier" || node.computed) return;
      const object = node.object.type === "Identifier" ? node.object.name : "";
      const member = `${object}.${node.property.name}`;
      if (bannedMembers.has(member)) ban(node.start, member);
      if (bannedMethods.has(node.property.name)) ban(node.start, node.property.name);
    },
    BinaryExpression(node) {
      // Powers of whole constants are exact; others may differ in the last bit.
      if (node.operator === "**" && !(isWhole(node.left) && isWhole(node.right))) ban(node.start, "**");
    },
    ForInStatement(node) {
      ban(node.start, "for … in, whose order is an accident,");
    },
    AwaitExpression(node) {
      if (!holdsClient) ban(node.start, "await");
    },
    FunctionDeclaration(node) {
      if (node.async && !holdsClient) ban(node.start, "an async function");
    },
    FunctionExpression(node) {
      if (node.async && !holdsClient) ban(node.start, "an async function");
    },
    ArrowFunctionExpression(node) {
      if (node.async && !holdsClient) ban(node.start, "an async function");
    },
  }).visit(program);
  return found;
}

function isWhole(node: { readonly type: string; readonly value?: unknown }): boolean {
  return node.type === "Literal" && (typeof node.value === "bigint" || Number.isSafeInteger(node.value));
}

function matches(pattern: string, target: string): boolean {
  return pattern.endsWith("*") ? target.startsWith(pattern.slice(0, -1)) : target === pattern;
}

/** A path of this repository without its ending, or the specifier itself. */
function resolve(from: string, specifier: string): string {
  if (specifier.startsWith("@lockstep/")) return specifier.slice("@lockstep/".length);
  if (!specifier.startsWith(".")) return specifier;
  const parts = from.split("/").slice(0, -1);
  for (const part of specifier.replace(/\.ts$/, "").split("/")) {
    if (part === "..") parts.pop();
    else if (part !== ".") parts.push(part);
  }
  return parts.join("/");
}
