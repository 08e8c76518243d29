// drizzle-kit's settings: npx drizzle-kit generate --config db/drizzle.sqlite.config.ts --name what_changed
import { defineConfig } from 'drizzle-kit';

export default defineConfig({
  dialect: 'sqlite',
  schema: './db/schema.sqlite.ts',
  out: './db/migrations/sqlite',
});
