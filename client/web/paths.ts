// The paths of the app's pages: what the router knows and the origin answers with the app's one page.

/** First segments; '' is the home page. */
const APP_PATHS = [
  '',
  'sign-in',
  'enrol',
  'found',
  'second',
  'recover',
  'inbox',
  'sent',
  'case',
  'new',
  'draft',
  'drafts',
  'reply',
  'proposal',
  'register',
  'directory',
  'authority',
  'settings',
  'alarms',
  'verify',
  'sign',
  'practice',
] as const;

/** Whether a path, without its query, belongs to a page of the app. */
export const isAppPath = (path: string): boolean =>
  /^(\/[\w.~-]*)*$/.test(path) && APP_PATHS.some((first) => first === (path.split('/')[1] ?? ''));
