import { Random } from "@lockstep/cluster/simulator/random";
import type { Protocol } from "@lockstep/domain/contract/protocol";
import { application } from "@lockstep/exchange/application";
import { defaultLimits } from "@lockstep/gateway/limits";
import { Problem } from "@lockstep/gateway/problem";
import { ANSWER_HEADER_BYTES, AnswerKind, RequestKind } from "@lockstep/gateway/websocket/binary-frame";
import { BinarySession } from "@lockstep/gateway/websocket/binary-session";
import type { ClientSocket, TurnEnd } from "@lockstep/gateway/websocket/client-socket";
import { JsonSession } from "@lockstep/gateway/websocket/json-session";
import { WebSocketPrincipal, type WebSocketServices } from "@lockstep/gateway/websocket/websocket-session";
import { sampleBytes } from "../sample-message.ts";
import { ACCEPTED, type Target } from "../target.ts";
import { type FuzzGateway, fuzzGateway, KEY } from "./fuzz-gateway.ts";

const PRINCIPAL = { principalId: 5, roles: 15, keyId: KEY };

/** Pieces of JSON and of what the gateway reads in it. */
export const JSON_WORDS: readonly string[] = [
  "{", "}", "[", "]", ",", ":", '"', "\\", "\\u0000", "\\ud800", "\u0000", "\u{1f3ab}", "null", "true", "false", "{}", "[]",
  "0", "-0", "-1", "1.5", "1e999", "1e-9", "9007199254740991", "9007199254740992", "18446744073709551616",
  '"__proto__":', '"constructor":', '"toString":', '"id":1,', '"body":{}', '"', '{"a":', "[[", "]]", " ", "\n",
];

/** JSON that WebSocket clients send. */
export async function webSocketJson(): Promise<Target> {
  const made = await fuzzGateway();
  const services = servicesOf(made);
  const requests = samples().map(({ protocol, message, bytes }, at) => {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    return { id: at, [message.kind]: pathOf(protocol, message.name), body: message.toJson(view, 0) };
  });
  const others = [
    { id: "a", ping: true },
    { id: 1, login: { key: KEY } },
    { id: 2, subscribe: { channel: "exchange.book", key: "1", from: "12.3", intervalMs: 100 } },
    { id: 3, subscribe: { channel: "exchange.book", key: 2 } },
    { ...requests[0], idempotencyKey: "a-key", forward: true },
    { ...requests.find((request) => "query" in request), consistency: "local", minPosition: 3 },
  ];
  return {
    name: "websocket-json",
    close: () => made.gateway.close(),
    corpus: [...requests, ...others].map((value) => Buffer.from(JSON.stringify(value))),
    words: JSON_WORDS,
    decode: (input) => {
      const socket = new FakeSocket();
      const principal = principalOf(services, socket);
      const session = new JsonSession(services, socket as unknown as ClientSocket, principal);
      session.onMessage(Buffer.from(input), false);
      session.onClose();
      const codes = socket.texts.map((text) => (JSON.parse(text) as { error?: { code: string } }).error?.code);
      return verdictOf(made, codes);
    },
  };
}

/** Frames of the binary subprotocol. */
export async function webSocketBinary(): Promise<Target> {
  const made = await fuzzGateway();
  const services = servicesOf(made);
  const items = samples().map(({ message, bytes }, at) => {
    const isCommand = message.kind === "command";
    const key = isCommand && at % 3 === 0 ? new Uint8Array(16).fill(at) : undefined;
    return item(isCommand ? RequestKind.Command : RequestKind.Query, at, bytes, key);
  });
  const login = item(RequestKind.Login, 1, Buffer.from(JSON.stringify({ key: KEY })));
  const ping = item(RequestKind.Ping, 2, new Uint8Array(0));
  const noTurn = { add: () => {} } as unknown as TurnEnd;
  return {
    name: "websocket-binary",
    close: () => made.gateway.close(),
    corpus: [...items, login, ping, Buffer.concat(items.slice(0, 8)), Buffer.concat([ping, ...items.slice(-8)])],
    decode: (input) => {
      const socket = new FakeSocket();
      const principal = principalOf(services, socket);
      const session = new BinarySession(services, socket as unknown as ClientSocket, principal, noTurn);
      session.onMessage(Buffer.from(input), true);
      session.endTurn();
      session.onClose();
      return verdictOf(made, socket.answers.flatMap(codesIn));
    },
  };
}

/** HTTP requests: path, query string and JSON body. The first line is method and URL, the rest the body. */
export async function httpRequests(): Promise<Target> {
  const made = await fuzzGateway();
  const { app } = made.gateway;
  const requests = samples().map(({ protocol, message, bytes }) => {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const json = message.toJson(view, 0);
    const url = `/${pathOf(protocol, message.name).replace(".", "/")}`;
    if (message.kind === "command") return `POST ${url}\n${JSON.stringify(json)}`;
    const parameters = Object.entries(json).map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`);
    return `GET ${url}?${[...parameters, "consistency=local"].join("&")}\n`;
  });
  return {
    name: "http",
    close: () => made.gateway.close(),
    corpus: requests.map((request) => Buffer.from(request)),
    words: [...JSON_WORDS, "&", "=", "?", "%00", "%", "%ff", "forward=true&", "minPosition=1&", "consistency=x&", "/", "..", "POST ", "GET "],
    decode: async (input) => {
      const text = Buffer.from(input).toString("latin1");
      const [line = "", ...rest] = text.split("\n");
      const [method = "", ...target] = line.split(" ");
      // What no HTTP parser lets through is written as one would have to write it.
      const url = `/v1${`/${target.join("%20")}`.replace(/^\/+/, "/")}`.replaceAll(/[^!-~]/g, (char) => encodeURIComponent(char));
      const response = await app.inject({
        method: method === "POST" ? "POST" : "GET",
        url,
        headers: { "x-lockstep-key": KEY, "content-type": "application/json" },
        ...(method === "POST" ? { payload: Buffer.from(rest.join("\n"), "latin1") } : {}),
      });
      const { code } = response.statusCode < 400 ? {} : (response.json() as { code?: string });
      return verdictOf(made, [code, response.statusCode >= 500 ? "INTERNAL" : undefined]);
    },
  };
}

function servicesOf({ parts, unexpected }: FuzzGateway): WebSocketServices {
  const refuse = async (): Promise<never> => {
    throw new Problem("UNAUTHENTICATED", "Nobody is let in here.");
  };
  return {
    ...parts,
    authenticator: { check: refuse, isCurrent: refuse } as unknown as WebSocketServices["authenticator"],
    limits: defaultLimits,
    monotonicNow: () => 1,
    logger: { warn: (facts: { err?: unknown }) => unexpected.push(facts.err) },
  };
}

/** A rejection is an answer: whoever got one was understood. @throws what the gateway did not expect */
function verdictOf({ unexpected }: FuzzGateway, codes: readonly (string | undefined)[]): string {
  const errors = unexpected.splice(0);
  if (codes.includes("INTERNAL")) throw errors[0] ?? new Error("the gateway failed, and did not log why");
  return codes.find((code) => code !== undefined && code !== "UNSUPPORTED") ?? ACCEPTED;
}

function principalOf(services: WebSocketServices, socket: FakeSocket): WebSocketPrincipal {
  return new WebSocketPrincipal(services, socket as unknown as ClientSocket, "/v1/ws", PRINCIPAL);
}

class FakeSocket {
  readonly isClosed = false;
  readonly isSlow = false;
  readonly texts: string[] = [];
  readonly answers: Uint8Array[] = [];
  sendText(text: string | Uint8Array): void {
    this.texts.push(Buffer.from(text as Uint8Array).toString());
  }
  sendBinary(bytes: Uint8Array): void {
    this.answers.push(bytes);
  }
  checkPace(): void {}
  close(): void {}
  closed(): void {}
}

function codesIn(answer: Uint8Array): (string | undefined)[] {
  const view = new DataView(answer.buffer, answer.byteOffset, answer.byteLength);
  const codes: (string | undefined)[] = [];
  for (let offset = 0; offset < answer.length; offset += (view.getUint32(offset, true) + 7) & ~7) {
    const payload = answer.subarray(offset + ANSWER_HEADER_BYTES, offset + view.getUint32(offset, true));
    if (answer[offset + 4] !== AnswerKind.Error) continue;
    codes.push((JSON.parse(Buffer.from(payload).toString()) as { code: string }).code);
  }
  return codes;
}

function item(kind: number, id: number, payload: Uint8Array, key?: Uint8Array): Uint8Array {
  const header = 16 + (key?.length ?? 0);
  const bytes = new Uint8Array((header + payload.length + 7) & ~7);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, header + payload.length, true);
  view.setUint8(4, kind);
  view.setUint8(5, key === undefined ? 0 : 1);
  view.setUint32(8, id, true);
  if (key !== undefined) bytes.set(key, 16);
  bytes.set(payload, header);
  return bytes;
}

function samples() {
  const random = new Random(3);
  return application.protocols.flatMap((protocol) =>
    protocol.messages
      .filter(({ kind }) => kind === "command" || kind === "query")
      .map((message) => ({ protocol, message, bytes: sampleBytes(protocol, message, random) })),
  );
}

/** `exchange.place-order` */
function pathOf({ contract }: Protocol, name: string): string {
  return `${contract.name}.${name.replaceAll(/(?<!^)([A-Z])/g, "-$1").toLowerCase()}`;
}
