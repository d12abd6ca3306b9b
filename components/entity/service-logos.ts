import {
  type SimpleIcon,
  siApachesuperset,
  siGrafana,
  siLooker,
  siMetabase,
  siMicrostrategy,
  siQlik,
  siRedash,
} from 'simple-icons'

// Tableau, Power BI, Mode, Sigma, QuickSight, ThoughtSpot, Domo and Lightdash have no free logo and show the plug.
const logos: Readonly<Record<string, SimpleIcon>> = {
  Superset: siApachesuperset,
  Looker: siLooker,
  Metabase: siMetabase,
  Grafana: siGrafana,
  Redash: siRedash,
  QlikSense: siQlik,
  QlikCloud: siQlik,
  MicroStrategy: siMicrostrategy,
}

/** Kinds of services that have a logo, and all logos in one picture, each under the name of its kind. */
export const logoNames: readonly string[] = Object.keys(logos)

export const logoSprite = `<svg xmlns="http://www.w3.org/2000/svg">${Object.entries(logos)
  .map(
    ([name, { hex, path }]) => `<symbol id="${name}" viewBox="0 0 24 24"><path fill="#${hex}" d="${path}"/></symbol>`,
  )
  .join('')}</svg>`
