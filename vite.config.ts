import { vitePlugin as remix } from '@remix-run/dev';
import { defineConfig } from 'vite';
import remixConfig from './remix.config.js';
import { contractDoor } from './scripts/contract-door.ts';

export default defineConfig({
  plugins: [contractDoor(), remix(remixConfig)],
  build: { assetsInlineLimit: 0, target: 'es2022', sourcemap: false },
});
