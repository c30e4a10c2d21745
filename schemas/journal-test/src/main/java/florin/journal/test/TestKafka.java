package florin.journal.test;

/** The one Kafka broker of a test JVM. */
final class TestKafka {

  private static final class Holder {
    private static final String BOOTSTRAP = TestServers.startKafka();
  }

  private TestKafka() {}

  static String bootstrap() {
    return Holder.BOOTSTRAP;
  }
}
