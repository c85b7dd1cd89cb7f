import { z } from 'zod';
import { says } from './form.server.ts';

/** Windows takes up to 127 characters at its logon screen. */
export const longestPassword = 127;
/** A user principal name has at most 1,024 characters (MS-ADTS); nobody types more than this. */
const longestLogin = 256;

export const typedLogin = z
  .string(says('login-missing'))
  .trim()
  .min(1, says('login-missing'))
  .max(longestLogin, says('login-long'));

/** A password that exists already. Taken as typed: no trimming, no normalisation. */
export const typedPassword = z
  .string(says('current-password-missing'))
  .min(1, says('current-password-missing'))
  .max(longestPassword, says('password-long'));

/** Login and password of somebody who proves with them who they are. */
export const signInSchema = z.object({ login: typedLogin, password: typedPassword });
