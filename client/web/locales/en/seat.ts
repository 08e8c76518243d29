// English texts of signing in, enrolment, home and settings.

export default {
  signInTitle: 'Sign in',
  enrolTitle: 'Use an invitation',
  homeTitle: 'Needs you today',
  settingsTitle: 'Settings',
} as const;
