// English texts of the pages that verify and sign files.

export default {
  verifyTitle: 'Verify a file',
  signTitle: 'Sign for the command line',
} as const;
