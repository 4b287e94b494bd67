import { defineConfig } from "vitest/config";

export default defineConfig({
  ssr: { resolve: { conditions: ["source"] } },
  resolve: { conditions: ["source"] },
  test: {
    include: ["**/test/**/*.test.ts", "docs/*.test.ts"],
    exclude: ["**/dist/**", "**/node_modules/**"],
    pool: "forks",
    maxWorkers: 2,
    // Speed is not tested: on a busy machine nothing but a hang fails.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
