"""Addresses under /cases/."""

from django.urls import path

from kanaal.cases.views import desk, files, mine

urlpatterns = [
    path("", mine.mine, name="my-cases"),
    path("new/", mine.new, name="new-case"),
    path("queue/", desk.queue, name="case-queue"),
    path("mails/", desk.mails_kept, name="kept-mails"),
    path("mails/<int:pk>/", files.raw_mail, name="raw-mail"),
    path("files/<int:pk>/", files.attachment, name="case-file"),
    path("<int:pk>/", mine.show, name="case"),
    path("<int:pk>/messages/", mine.add, name="add-to-case"),
    path("<int:pk>/close/", mine.close, name="close-case"),
    path("<int:pk>/reopen/", mine.reopen, name="reopen-case"),
    path("<int:pk>/rating/", mine.rate, name="rate-case"),
    path("<int:pk>/take/", desk.take, name="take-case"),
    path("<int:pk>/assign/", desk.assign, name="assign-case"),
    path("<int:pk>/answer/", desk.answer, name="answer-case"),
    path("<int:pk>/question/", desk.ask, name="ask-about-case"),
    path("<int:pk>/solution/", desk.solve, name="solve-case"),
    path("<int:pk>/note/", desk.note, name="note-case"),
    path("<int:pk>/move/", desk.move, name="move-case"),
    path("<int:pk>/merge/", desk.merge, name="merge-case"),
    path("<int:pk>/part/", desk.part, name="part-case"),
    path("<int:pk>/asker/", desk.verify, name="verify-case"),
]
