import { defineConfig } from 'vitest/config';

/** One project per kind of test, so that tests/run.ts can name what it runs and what it skips. */
const kinds = ['unit', 'contract', 'integration', 'http', 'browser', 'faults'] as const;

export default defineConfig({
  test: {
    projects: kinds.map((name) => ({
      test: {
        name,
        include: [`tests/${name}/**/*.test.ts`],
        environment: 'node',
        testTimeout: name === 'unit' ? 5_000 : 60_000,
        hookTimeout: 120_000,
        setupFiles: ['tests/support/setup.ts'],
      },
    })),
  },
});
