/** The part of the configuration that every page may show. Holds no secret by construction. */
export interface PublicSettings {
  readonly organisation: string;
  readonly helpDesk: {
    readonly phone: string;
    /** Free text, e.g. "lundi à vendredi, 8 h à 18 h"; empty when unknown. */
    readonly hours: string;
  };
  /** CSS custom properties of the theme, e.g. `{ '--brand': '#1b4b7a' }`; validated colours only. */
  readonly theme: Readonly<Record<string, string>>;
  /** URL path of the logo under the portal's own origin; null = the portal's mark. */
  readonly logo: string | null;
  /** Hours after which an unchanged temporary password stops working. */
  readonly temporaryPasswordHours: number;
  /** True in the demo: pages say so. */
  readonly demo: boolean;
}
