import type { Locale } from '../support/browser.ts';
import { checkGallery } from './gallery.ts';

const locale: Locale = 'en';
checkGallery(locale);
