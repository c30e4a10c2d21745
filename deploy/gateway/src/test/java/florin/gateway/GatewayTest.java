package florin.gateway;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.ContextConfiguration;

/** The real gateway on a free port, before {@link Upstreams}; one for all tests that say this. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
    classes = GatewayApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "spring.cloud.gateway.server.webflux.httpclient.response-timeout=3s",
      "florin.gateway.demo-users=true",
      "florin.gateway.logins.first-wait=10m",
      "florin.gateway.watch.health-kept=0s",
      "florin.gateway.watch.openapi-kept=0s",
      "florin.gateway.watch.health-timeout=1s"
    })
@ContextConfiguration(initializers = {Upstreams.class, IdentityHome.class})
public @interface GatewayTest {}
