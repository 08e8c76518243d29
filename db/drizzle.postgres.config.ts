// drizzle-kit's settings: npx drizzle-kit generate --config db/drizzle.postgres.config.ts --name what_changed
import { defineConfig } from 'drizzle-kit';

export default defineConfig({
  dialect: 'postgresql',
  schema: './db/schema.postgres.ts',
  out: './db/migrations/postgres',
});
