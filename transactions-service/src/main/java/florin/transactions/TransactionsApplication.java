package florin.transactions;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication
class TransactionsApplication {

  public static void main(String[] arguments) {
    SpringApplication.run(TransactionsApplication.class, arguments);
  }
}
