import { defineConfig } from "vitest/config";

/** Tests that start many processes have files of their own, so that the others are done in two minutes. */
const isSlowRun = process.env["SLOW_TESTS"] === "1";

export default defineConfig({
  ssr: { resolve: { conditions: ["source"] } },
  resolve: { conditions: ["source"] },
  test: {
    include: isSlowRun ? ["**/test/**/*.slow.test.ts"] : ["**/test/**/*.test.ts", "docs/*.test.ts"],
    exclude: ["**/dist/**", "**/node_modules/**", ...(isSlowRun ? [] : ["**/*.slow.test.ts"])],
    pool: "forks",
    // Files share a worker's modules: none keeps state in them, and loading them anew cost a fifth of the time.
    isolate: false,
    // One more than two cores: tests of processes wait a good deal.
    maxWorkers: 3,
    // Speed is not tested: on a busy machine nothing but a hang fails.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
