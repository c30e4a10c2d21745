package florin.schedules;

import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A service of this JVM that sees no other service: each has resources of the same names.
 *
 * @param port where it answers
 */
record IsolatedApplication(int port, URLClassLoader classes, AutoCloseable context)
    implements AutoCloseable {

  static IsolatedApplication start(
      String service, String application, Map<String, Object> settings) {
    URLClassLoader classes =
        new URLClassLoader(classpath(service), ClassLoader.getPlatformClassLoader());
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(classes);
    try {
      Class.forName("org.postgresql.Driver", true, classes); // announces itself once per loader
      Class<?> spring = classes.loadClass("org.springframework.boot.SpringApplication");
      Object run =
          spring
              .getMethod("run", Class.class, String[].class)
              .invoke(null, classes.loadClass(application), arguments(settings));
      Object environment = run.getClass().getMethod("getEnvironment").invoke(run);
      Object port =
          classes
              .loadClass("org.springframework.core.env.PropertyResolver")
              .getMethod("getProperty", String.class)
              .invoke(environment, "local.server.port");
      return new IsolatedApplication(Integer.parseInt((String) port), classes, (AutoCloseable) run);
    } catch (ReflectiveOperationException failed) {
      throw new IllegalStateException(service + " does not start", failed);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private static String[] arguments(Map<String, Object> settings) {
    List<String> arguments = new ArrayList<>();
    settings.forEach((name, value) -> arguments.add("--" + name + "=" + value));
    return arguments.toArray(String[]::new);
  }

  /** What all services need, and the classes of one. */
  private static URL[] classpath(String service) {
    Path compiled = Path.of("..", "..", service, "target", "classes").toAbsolutePath().normalize();
    return Stream.concat(
            Stream.of(compiled.toFile()),
            Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(File::new))
        .map(IsolatedApplication::url)
        .toArray(URL[]::new);
  }

  private static URL url(File file) {
    try {
      return file.toURI().toURL();
    } catch (MalformedURLException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Override
  public void close() {
    try {
      context.close();
      classes.close();
    } catch (IOException failed) {
      throw new IllegalStateException(failed);
    } catch (Exception failed) {
      throw new IllegalStateException("does not stop", failed);
    }
  }
}
