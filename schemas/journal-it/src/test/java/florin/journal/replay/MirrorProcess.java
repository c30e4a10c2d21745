package florin.journal.replay;

import florin.events.Topic;
import florin.journal.sample.SampleRuntime;
import florin.journal.setup.ConnectionPools;
import florin.journal.setup.MirrorReplayFactory;
import florin.journal.test.ChildProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A process that does nothing but go on with the replay it finds, until it is killed. */
final class MirrorProcess {

  private MirrorProcess() {}

  static MirrorReplay replay(SampleRuntime mirror, Topic topic) {
    return replay(mirror, topic, MirrorReplay::new);
  }

  static MirrorReplay replay(
      SampleRuntime mirror, Topic topic, Function<MirrorReplay.Parts, MirrorReplay> of) {
    ConnectionPools connectionPools = new ConnectionPools(mirror.properties());
    return of.apply(
        MirrorReplayFactory.parts(
            mirror.properties(),
            connectionPools.owner(),
            connectionPools.rebuild(),
            mirror.workerCommands(mirror.sessions("worker")),
            List.of(new LatestEventInbox(topic))));
  }

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Map<String, Object> settings = ChildProcess.settings();
    Topic topic = new Topic(arguments[0], 6, Duration.ofDays(1));
    replay(SampleRuntime.attached(settings), topic).start();
    Thread.currentThread().join();
  }

  static Process start(SampleRuntime mirror, Topic topic) throws IOException {
    return ChildProcess.start(MirrorProcess.class, mirror.platform().settings(), topic.topicName());
  }
}
