package florin.schedules;

import florin.journal.test.TestPlatform;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/**
 * Ends a sync's transaction at a named point, by an error or with its connection: for a moment
 * every one of a user that comes to that point.
 */
final class CrashPoints {

  /** In the order in which a transaction passes them. */
  private static final List<String> POINTS = List.of("staging", "append", "end", "commit");

  private final TestPlatform platform;

  CrashPoints(TestPlatform platform) {
    this.platform = platform;
    platform.execute(
        """
        create table public.crash (user_id uuid, point text, kill boolean, until timestamptz);
        create function public.crash() returns trigger language plpgsql security definer as $$
        declare
          killing boolean;
        begin
          select kill into killing from public.crash
          where user_id = new.user_id and point = tg_argv[0] and until > clock_timestamp()
            and session_user <> 'postgres' limit 1;
          if killing then
            perform pg_terminate_backend(pg_backend_pid());
            perform pg_sleep(1);
          elsif killing is not null then
            raise exception 'crash at %', tg_argv[0];
          end if;
          return new;
        end $$;
        create trigger crash before insert on work.published_transaction
          for each row execute function public.crash('staging');
        create trigger crash before insert on journal.event
          for each row execute function public.crash('append');
        create trigger crash before update of cursor on work.sync_job
          for each row execute function public.crash('end');
        create constraint trigger crash after update on work.sync_run
          deferrable initially deferred for each row execute function public.crash('commit');
        """);
  }

  void plan(UUID user, Random random) {
    platform.execute(
        "insert into public.crash values ('%s', '%s', %s, clock_timestamp() + interval '%d milliseconds')"
            .formatted(
                user,
                POINTS.get(random.nextInt(POINTS.size())),
                random.nextBoolean(),
                200 + random.nextInt(600)));
  }

  void end(UUID user) {
    platform.execute("delete from public.crash where user_id = '" + user + "'");
  }
}
