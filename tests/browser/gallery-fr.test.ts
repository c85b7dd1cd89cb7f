import type { Locale } from '../support/browser.ts';
import { checkGallery } from './gallery.ts';

const locale: Locale = 'fr';
checkGallery(locale);
