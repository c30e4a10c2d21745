package florin.journal.test;

import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;
import reactor.blockhound.BlockHound;

/**
 * Makes a test JVM refuse blocking calls on Reactor's and Netty's threads; a module switches it on
 * by naming this class in {@code
 * META-INF/services/org.junit.platform.launcher.LauncherSessionListener}. The two places of the
 * runtime that may block, the consumer and the assignment of an inbox, do so on Kafka's threads and
 * need no leave.
 */
public final class BlockingCalls implements LauncherSessionListener {

  @Override
  public void launcherSessionOpened(LauncherSession session) {
    install();
  }

  private static void install() {
    BlockHound.install(
        builder ->
            builder
                // Mutexes that are held for moments; of synchronized it sees nothing either.
                .allowBlockingCallsInside("java.util.concurrent.locks.ReentrantLock", "lock")
                .allowBlockingCallsInside("java.util.concurrent.locks.StampedLock", "readLock")
                .allowBlockingCallsInside("java.util.concurrent.locks.StampedLock", "writeLock")
                // Classes are loaded once, wherever they are needed first.
                .allowBlockingCallsInside("java.lang.ClassLoader", "loadClass")
                .allowBlockingCallsInside("java.lang.invoke.MethodHandleNatives", "linkCallSite")
                // The kernel's random bytes are a file that never makes one wait.
                .allowBlockingCallsInside("java.security.SecureRandom", "nextBytes")
                // The description of an API is made once, from class files, at its first request.
                .allowBlockingCallsInside("org.springdoc.api.AbstractOpenApiResource", "getOpenApi")
                // A line of the log, to the console.
                .allowBlockingCallsInside(
                    "ch.qos.logback.core.OutputStreamAppender", "writeBytes"));
  }
}
