import { defineConfig } from "vitest/config";

export default defineConfig({
  ssr: { resolve: { conditions: ["source"] } },
  resolve: { conditions: ["source"] },
  test: {
    include: ["**/test/**/*.test.ts", "docs/*.test.ts"],
    exclude: ["**/dist/**", "**/node_modules/**"],
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
