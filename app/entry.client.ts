import { focusArrival, hearCapsLock, hearOtherKeyboard, offerReveal, sendOnce } from './browser/forms.ts';
import { guardAgainstIdling } from './browser/idle.ts';
import { stayAboveKeyboard } from './browser/keyboard.ts';
import { helpChoosing } from './browser/password.ts';
import { holdSecret } from './browser/secret.ts';
import { waitForApproval } from './browser/waiting.ts';
import { leaveNothingBehind } from './browser/wipe.ts';

/** The portal's whole browser script. Every page works without it; its texts come from the page. */
leaveNothingBehind();
focusArrival();
sendOnce();
offerReveal();
hearCapsLock();
hearOtherKeyboard();
helpChoosing();
holdSecret();
guardAgainstIdling();
stayAboveKeyboard();
waitForApproval();

/** While developing, pages come from the server: whatever changes, ask for the page again. */
for (const event of ['vite:beforeUpdate', 'vite:beforeFullReload', 'remix:hmr']) {
  import.meta.hot?.on(event, () => location.reload());
}
