package florin.schedules;

import florin.journal.test.TestScale;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * Random schedules of what a bank, a provider and a user may do, in one JVM over the real database
 * and broker. {@code -Dschedule.seed=…} repeats one.
 */
class SchedulesIT {

  private static final int SCHEDULES = Integer.getInteger("schedules", TestScale.of(12, 2_000));
  private static final int AT_ONCE = 16;

  @Test
  void endAtTheTruthWithEveryEditInPlace() throws Exception {
    Long fixed = Long.getLong("schedule.seed");
    Random seeds = new Random();
    int left = fixed == null ? SCHEDULES : 1;
    try (ScheduleWorld scheduleWorld = new ScheduleWorld()) {
      while (left > 0) {
        List<Schedule> wave = new ArrayList<>();
        for (String token :
            scheduleWorld.bank().publicTokens(Math.min(left, 100), scheduleWorld.webhookUrl())) {
          wave.add(new Schedule(fixed == null ? seeds.nextLong() : fixed, scheduleWorld, token));
        }
        all(wave, schedule -> schedule.half(true));
        scheduleWorld.restartSync();
        all(wave, schedule -> schedule.half(false));
        left -= wave.size();
      }
    }
  }

  private static void all(List<Schedule> wave, Consumer<Schedule> part) throws Exception {
    try (ExecutorService workers = Executors.newFixedThreadPool(AT_ONCE)) {
      List<Callable<Boolean>> work = new ArrayList<>();
      for (Schedule schedule : wave) {
        work.add(
            () -> {
              part.accept(schedule);
              return true;
            });
      }
      for (Future<Boolean> one : workers.invokeAll(work)) {
        one.get();
      }
    }
  }
}
