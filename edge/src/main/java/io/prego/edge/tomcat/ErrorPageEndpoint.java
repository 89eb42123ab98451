package io.prego.edge.tomcat;

import io.prego.edge.problem.EdgeProblems;
import io.prego.edge.problem.ProblemWriter;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Where Tomcat sends an error of its own when it knows the application; a problem too. Called directly it is a 404. */
@RestController
public final class ErrorPageEndpoint implements ErrorController {

    @RequestMapping("${spring.web.error.path:/error}")
    void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        var problem = EdgeProblems.ofStatus(status instanceof Integer code ? code : 404);
        ProblemWriter.write(request, response, problem);
    }
}
