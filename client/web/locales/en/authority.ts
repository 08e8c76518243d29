// English texts of the pages about one’s own authority.

export default {
  title: 'Our authority',
  foundTitle: 'Found an authority',
  recoverTitle: 'Get back in',
} as const;
