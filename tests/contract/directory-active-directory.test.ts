import { activeDirectoryHarness } from '../support/samba-harness.ts';
import { directorySuite } from './directory-suite.ts';

directorySuite('Samba AD DC over LDAPS', activeDirectoryHarness);
