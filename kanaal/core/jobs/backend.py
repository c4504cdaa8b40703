"""The engine as the standard interface sees it. A job is a row of the caller's transaction: a rollback takes it."""

from __future__ import annotations

from typing import Any

from django.utils.module_loading import import_string

try:
    from django.tasks.backends.base import BaseTaskBackend  # type: ignore[import-not-found,unused-ignore]
    from django.tasks.base import TaskError, TaskResult, TaskResultStatus
    from django.tasks.exceptions import TaskResultDoesNotExist
except ImportError:
    from django_tasks.backends.base import BaseTaskBackend  # type: ignore[assignment,unused-ignore]
    from django_tasks.base import TaskError, TaskResult, TaskResultStatus  # type: ignore[assignment,unused-ignore]
    from django_tasks.exceptions import TaskResultDoesNotExist  # type: ignore[assignment,unused-ignore]


class JobBackend(BaseTaskBackend):
    supports_defer = True
    supports_get_result = True
    supports_priority = True

    def enqueue(self, task: Any, args: Any, kwargs: Any) -> Any:
        """Ask for the work; when it is unique and open already, answers the job that is there."""
        from kanaal.core.jobs.queue import put  # noqa: PLC0415 - backends are made before the models are ready

        self.validate_task(task)
        return self._result(task, put(task, list(args), dict(kwargs)))

    def get_result(self, result_id: str) -> Any:
        from kanaal.core.jobs.models import Job  # noqa: PLC0415 - as above

        job = Job.objects.filter(pk=result_id).first() if result_id.isdigit() else None
        if job is None:
            raise TaskResultDoesNotExist(result_id)
        return self._result(import_string(job.task), job)

    def _result(self, task: Any, job: Any) -> Any:
        result: Any = TaskResult(
            task=task,
            id=str(job.pk),
            status=TaskResultStatus(job.state),
            enqueued_at=job.made_at,
            started_at=job.started_at,
            last_attempted_at=job.started_at,
            finished_at=job.finished_at,
            args=job.args["args"],
            kwargs=job.args["kwargs"],
            backend=self.alias,
            errors=[TaskError(exception_class_path=e["class"], traceback=e["trace"]) for e in job.errors],
            worker_ids=[job.worker] if job.worker else [],
        )
        object.__setattr__(result, "_return_value", job.result)  # the interface has no public way to set it
        return result
