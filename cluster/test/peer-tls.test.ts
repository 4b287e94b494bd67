import { execFileSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect } from "node:tls";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { SILENT_LOGGER } from "../ports.ts";
import { PeerCertificates, type PeerTlsFiles } from "../transport/peer-certificates.ts";
import {
  appendOf,
  closePeers,
  entryAt,
  eventually,
  Hand,
  heartbeat,
  helloBy,
  meet,
  PeerNode,
} from "./peer-rig.ts";

const hasOpenssl = ((): boolean => {
  try {
    execFileSync("openssl", ["version"], { stdio: "ignore" });
    return true;
  } catch {
    console.log("skipped: mutual TLS between members; there is no openssl command to make certificates with");
    return false;
  }
})();

let directory = "";

function openssl(words: string): void {
  execFileSync("openssl", words.split(" "), { cwd: directory, stdio: "ignore" });
}

const NEW_KEY = "-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes";

/** A certificate of its own that signs others. */
function makeAuthority(name: string): void {
  openssl(`req -x509 ${NEW_KEY} -days 2 -keyout ${name}.key -out ${name}.pem -subj /CN=${name}`);
}

function makeCertificate(name: string, authority: string): PeerTlsFiles {
  openssl(`req ${NEW_KEY} -keyout ${name}.key -out ${name}.csr -subj /CN=${name}`);
  const signer = `-CA ${authority}.pem -CAkey ${authority}.key -CAcreateserial`;
  openssl(`x509 -req -in ${name}.csr ${signer} -days 2 -out ${name}.pem`);
  return {
    certificatePath: join(directory, `${name}.pem`),
    keyPath: join(directory, `${name}.key`),
    authorityPath: join(directory, `${authority}.pem`),
  };
}

/** Replaces a file in one step, as tools that renew certificates do. */
function replace(path: string, by: string): void {
  copyFileSync(by, `${path}.next`);
  renameSync(`${path}.next`, path);
}

describe.skipIf(!hasOpenssl)("members with certificates", () => {
  let one: PeerTlsFiles;
  let two: PeerTlsFiles;
  let stranger: PeerTlsFiles;

  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), "lockstep-peer-tls-"));
    makeAuthority("authority");
    makeAuthority("elsewhere");
    one = makeCertificate("one", "authority");
    two = makeCertificate("two", "authority");
    stranger = makeCertificate("stranger", "elsewhere");
  });
  afterEach(closePeers);
  afterAll(() => rmSync(directory, { recursive: true }));

  /** The name in the certificate that a member shows to who has one, too. */
  async function shownBy(address: string): Promise<string> {
    const [host, port] = address.split(":");
    const { credentials } = new PeerCertificates(two, SILENT_LOGGER);
    const socket = connect({
      ...credentials,
      host: host!,
      port: Number(port),
      checkServerIdentity: () => undefined,
    });
    await new Promise<void>((resolve, reject) => {
      socket.once("secureConnect", resolve);
      socket.once("error", reject);
    });
    const { CN } = socket.getPeerCertificate().subject;
    socket.destroy();
    return String(CN);
  }

  test("of one authority hear each other, batches and words", async () => {
    const nodes = [await new PeerNode(1, { tls: one }).open(), await new PeerNode(2, { tls: two }).open()];
    await meet(...nodes);
    const entries = Array.from({ length: 30 }, (_, at) => entryAt(at + 1, 262_000));
    for (const entry of entries) nodes[0].peers.send(appendOf(2, entry.index - 1, [entry]), 1);
    nodes[1].peers.send(heartbeat(1, 7), 1);
    await eventually(() => nodes[1].heard.length === entries.length && nodes[0].heard.length === 1);
    const same = nodes[1].heard.every(
      ({ entries: [{ data }] }, at) => Buffer.compare(data, entries[at].data) === 0,
    );
    expect(same).toBe(true);
    await nodes[1].close();
    await eventually(() => nodes[0].closed.length === 1);
  });

  test("hear nobody of another authority, and say so", async () => {
    const node = await new PeerNode(1, { tls: one }).open();
    const other = await new PeerNode(2, { tls: stranger }).open();
    const members = [node, other].map(({ nodeId, address }) => ({ nodeId, peerAddress: address }));
    for (const { peers } of [node, other]) peers.setMembers(members);
    await eventually(() => [node, other].every(({ text }) => text.includes("no member's certificate")));
    expect([node, other].map(({ peers }) => peers.status()[0].isHeard)).toEqual([false, false]);
    expect([node, other].map(({ peers }) => peers.status()[0].isReached)).toEqual([false, false]);
  });

  test("hear nobody without one, inside TLS or outside", async () => {
    const node = await new PeerNode(1, { tls: one }).open();
    node.peers.setMembers([{ nodeId: 2, peerAddress: "127.0.0.1:1" }]);
    const hand = Hand.dial(node.address);
    hand.socket.write(helloBy());
    await eventually(() => hand.isEnded);
    expect(hand.welcomes).toEqual([]);
    expect(node.text).toContain("no member's certificate");

    const [host, port] = node.address.split(":");
    const ca = readFileSync(one.authorityPath);
    const socket = connect({ ca, host: host!, port: Number(port), checkServerIdentity: () => undefined });
    const anonymous = new Hand(socket);
    socket.on("secureConnect", () => socket.write(helloBy()));
    await eventually(() => anonymous.isEnded);
    expect(anonymous.welcomes).toEqual([]);
    expect(node.text).toMatch(/no member's certificate: .*peer did not return a certificate/);
  });

  test("keep room for each other when strangers connect and say nothing", { timeout: 20_000 }, async () => {
    const nodes = [await new PeerNode(1, { tls: one }).open(), await new PeerNode(2, { tls: two }).open()];
    const strangers = Array.from({ length: 200 }, () => Hand.dial(nodes[0]!.address));
    await eventually(() => strangers.filter(({ isEnded }) => isEnded).length >= 72);
    await eventually(() => strangers.every(({ isEnded }) => isEnded));
    await meet(...nodes);
    expect(nodes.every(({ isConnected }) => isConnected)).toBe(true);
  });

  test("show a new one as soon as its files are replaced, and open connections stay", async () => {
    const files = makeCertificate("changing", "authority");
    const nodes = [await new PeerNode(1, { tls: files }).open(), await new PeerNode(2, { tls: two }).open()];
    await meet(...nodes);
    expect(await shownBy(nodes[0].address)).toBe("changing");
    const next = makeCertificate("changed", "authority");
    replace(files.keyPath, next.keyPath);
    replace(files.certificatePath, next.certificatePath);
    await eventually(() => nodes[0].text.includes("a new certificate is used"));
    expect(await shownBy(nodes[0].address)).toBe("changed");
    expect(nodes.map(({ closed }) => closed)).toEqual([[], []]);
    expect(nodes.every(({ isConnected }) => isConnected)).toBe(true);
  });

  test("stay with the old one when the new one is none", async () => {
    const files = makeCertificate("breaking", "authority");
    const node = await new PeerNode(1, { tls: files }).open();
    writeFileSync(files.certificatePath, "no certificate\n");
    node.peers.reloadCertificates();
    expect(node.text).toContain("the new certificate is not used");
    expect(await shownBy(node.address)).toBe("breaking");
  });
});
