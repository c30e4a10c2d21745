package florin.providersync;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;

/** Every line this JVM logs from the first use on. */
final class LogCapture extends AppenderBase<ILoggingEvent> {

  private static final Queue<String> LINES = new ConcurrentLinkedQueue<>();

  static void listen() {
    Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    LogCapture appender = new LogCapture();
    appender.setContext(root.getLoggerContext());
    appender.start();
    root.addAppender(appender);
  }

  static String everything() {
    return LINES.stream().collect(Collectors.joining("\n"));
  }

  @Override
  protected void append(ILoggingEvent event) {
    LINES.add(event.getFormattedMessage() + " " + event.getThrowableProxy());
  }
}
