import { existsSync } from "node:fs";
import { run } from "./shell.ts";

/** What a scenario may need of the machine; the text says what to do about it. */
export const NEEDS = {
  namespaces: "network namespaces: root, ip (iproute2), nft (nftables), nsenter (util-linux)",
  loop: "loop mounts: root, losetup, mkfs.ext4, mount",
  strace: "strace, and the right to trace",
  faketime: "libfaketime (the Debian package faketime)",
} as const;
export type Need = keyof typeof NEEDS;

const FAKETIME_LIBRARIES = [
  "/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1",
  "/usr/lib/aarch64-linux-gnu/faketime/libfaketime.so.1",
  "/usr/lib64/faketime/libfaketime.so.1",
  "/usr/lib/faketime/libfaketime.so.1",
];

/** @returns where libfaketime is; undefined when it is not */
export function faketimeLibrary(): string | undefined {
  return FAKETIME_LIBRARIES.find((path) => existsSync(path));
}

/** Tries what each need takes, and leaves nothing behind. */
export async function missingNeeds(): Promise<Set<Need>> {
  const missing = new Set<Need>();
  const probes: Record<Need, () => Promise<unknown>> = {
    namespaces: probeNamespaces,
    loop: () => Promise.all([run("losetup", ["--find"]), run("mkfs.ext4", ["-V"])]),
    strace: () => run("strace", ["-e", "inject=fdatasync:error=EIO:when=1", "true"]),
    faketime: () =>
      faketimeLibrary() === undefined ? Promise.reject(new Error("no library")) : Promise.resolve(),
  };
  for (const [need, probe] of Object.entries(probes) as [Need, () => Promise<unknown>][]) {
    await probe().catch(() => missing.add(need));
  }
  return missing;
}

async function probeNamespaces(): Promise<void> {
  const name = `lt${process.pid}probe`;
  await run("ip", ["netns", "add", name]);
  try {
    const rules =
      "table inet probe {\n  chain c {\n    type filter hook input priority 0;\n    numgen random mod 2 < 1 drop\n" +
      "    meta l4proto tcp reject with tcp reset\n  }\n}\n";
    await run("nsenter", [`--net=/run/netns/${name}`, "nft", "-f", "-"], rules);
  } finally {
    await run("ip", ["netns", "del", name]);
  }
}
