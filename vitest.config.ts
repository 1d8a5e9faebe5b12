import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: [
      "{runtime,core,text,twin,lab,proof,c12,link,control,station,panel,cli,tools}/**/*.test.ts",
      "test/**/*.test.{ts,tsx}",
    ],
    // Tests run the sources, and the WebAssembly and the command made of them: never older ones.
    globalSetup: "tools/make/refresh.mjs",
    pool: "threads",
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
