import { directorySuite } from './directory-suite.ts';
import { embeddedHarness } from './embedded-harness.ts';

directorySuite('the embedded directory', embeddedHarness);
