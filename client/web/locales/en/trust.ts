// English texts of the directory and alarm pages.

export default {
  directoryTitle: 'Directory',
  authorityTitle: 'Authority',
  ceremonyTitle: 'Compare the eight words',
  alarmsTitle: 'Alarms',
} as const;
