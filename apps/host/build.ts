import { execFileSync } from "node:child_process";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import type { Build } from "@lockstep/cluster/build-notes";
import { type Application, fingerprintsOf, versionOf } from "./application.ts";

const GIT_MS_MAX = 5_000;

/**
 * What is known of the build that runs. Its commit is what `LOCKSTEP_BUILD` says, for those who install it without its
 * repository; else that of the checkout, with `-dirty` when it was changed since; else "unknown".
 */
export function buildOf(application: Application): Build {
  return {
    commit: process.env["LOCKSTEP_BUILD"] ?? commitOfCheckout() ?? "unknown",
    version: versionOf(application),
    node: process.version,
    contracts: fingerprintsOf(application),
  };
}

function commitOfCheckout(): string | undefined {
  const args = ["describe", "--always", "--dirty", "--abbrev=12", "--exclude=*"];
  try {
    return execFileSync("git", args, {
      cwd: dirname(fileURLToPath(import.meta.url)),
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
      timeout: GIT_MS_MAX,
    }).trim();
  } catch {
    return undefined; // No git, or no checkout.
  }
}
